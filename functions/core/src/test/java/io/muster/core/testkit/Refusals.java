package io.muster.core.testkit;

import io.muster.core.decision.Reason;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;

/** Refused attempts as attestation makes them. */
public final class Refusals {
    private Refusals() {}

    /** Reasons of no kind of attestation. */
    public enum Why implements Reason {
        NOT_TODAY;

        @Override
        public String advice() {
            return "Come back tomorrow.";
        }
    }

    /** An enrollment was found and the token of it was not believed. */
    public static Refusal of(String id) {
        Trail trail = new Trail(new RegistrationId(id));
        trail.note(Step.ENROLLMENT, "individual enrollment " + id, "found");
        return trail.refuse(Step.TOKEN, "its token", Why.NOT_TODAY, "signed on a Monday");
    }
}

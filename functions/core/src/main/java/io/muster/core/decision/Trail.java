package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found out in the course of one attempt to register; not safe for several threads. */
public final class Trail {
    private final RegistrationId id;
    private final List<Finding> findings = new ArrayList<>();

    public Trail(RegistrationId id) {
        this.id = id;
    }

    /** Something that passed, or merely was so. */
    public void note(Step step, String subject, String text) {
        findings.add(new Finding(step, subject, text, Optional.empty()));
    }

    /** The end of the attempt, to be thrown. */
    public Refusal refuse(Step step, String subject, Reason reason, String text) {
        findings.add(new Finding(step, subject, text, Optional.of(reason)));
        return new Refusal(id, findings);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}

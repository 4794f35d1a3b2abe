package io.muster.core.registration;

import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Credentials;
import io.muster.core.decision.Finding;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Admission.Admittance;
import io.muster.core.registration.Admission.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What would become of a register, by the very checks that a register goes through; changes nothing. */
public final class DryRun {
    private final Admission admission;
    private final Planner planner;
    private final InstantSource clock;

    DryRun(Admission admission, Planner planner, InstantSource clock) {
        this.admission = admission;
        this.planner = planner;
        this.clock = clock;
    }

    public enum Outcome {
        ADMITTED,
        DISABLED,
        /** A TPM would have to show first that it holds its keys. */
        CHALLENGE,
        REFUSED
    }

    /** @param enrollment the one that answers for the device, as people call it; empty when none does */
    public record Verdict(Outcome outcome, Optional<String> enrollment, List<Finding> findings) {}

    public Verdict examine(RegistrationId id, Credentials brought) {
        Instant now = clock.instant();
        Trail trail = new Trail(id);
        try {
            Admittance admittance = admission.admit(id, brought, now, trail);
            return admittance instanceof Visitor visitor
                    ? admitted(id, visitor, now, trail)
                    : new Verdict(Outcome.CHALLENGE, Optional.empty(), trail.findings());
        } catch (Refusal refusal) {
            return new Verdict(Outcome.REFUSED, Optional.empty(), refusal.findings());
        }
    }

    private Verdict admitted(RegistrationId id, Visitor visitor, Instant now, Trail trail) {
        Enrollment enrollment = visitor.admitted().enrollment();
        if (visitor.enabled()) {
            trail.note(Step.ALLOCATION, enrollment.title(), allocation(id, visitor, now));
        }
        Outcome outcome = visitor.enabled() ? Outcome.ADMITTED : Outcome.DISABLED;
        return new Verdict(outcome, Optional.of(enrollment.title()), trail.findings());
    }

    private String allocation(RegistrationId id, Visitor visitor, Instant now) {
        Optional<Registration> former = visitor.stored().map(Stored::registration);
        Progress progress = planner.decide(
                new Planner.Case(
                        former.map(Registration::id).orElse(id),
                        visitor.admitted(),
                        former.flatMap(Registration::assignment),
                        false),
                Origin.UNKNOWN,
                Optional.empty(),
                now);
        if (progress instanceof Progress.Choosing) {
            return "its webhook would be asked for a hub";
        }
        if (progress instanceof Progress.Assigning assigning) {
            Seat seat = assigning.plan().target();
            return "it would go to hub " + seat.hub().name() + " as device "
                    + seat.deviceId().text();
        }
        return progress instanceof Progress.Failed failed
                ? "it would fail with " + failed.code() + ": " + failed.message()
                : "nothing would be done";
    }
}

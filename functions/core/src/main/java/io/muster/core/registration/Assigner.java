package io.muster.core.registration;

import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.registration.Plan.TwinTreatment;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries a plan out at the hubs: create, bring the twin, remove the old identity (4.5). Every step may be repeated, so
 * request path and queue run the same code, also at the same time.
 */
final class Assigner {
    private final LinkedHubs hubs;
    private final HubRegistry registry;

    Assigner(LinkedHubs hubs, HubRegistry registry) {
        this.hubs = hubs;
        this.registry = registry;
    }

    /** How a run ended. */
    sealed interface Outcome {
        record Done(Substatus substatus) implements Outcome {}

        record Impossible(int code, String message) implements Outcome {}

        record NotNow(String reason, Optional<Duration> retryAfter) implements Outcome {}
    }

    Outcome run(Plan plan, int attempt, Enrollment enrollment, Authentication authentication, Deadline deadline) {
        Optional<LinkedHub> target = hubs.find(plan.target().hub());
        Optional<LinkedHub> old = plan.moveFrom().flatMap(seat -> hubs.find(seat.hub()));
        if (target.isEmpty()) {
            return unlinked(plan.target());
        }
        if (plan.twin() == TwinTreatment.MIGRATE && old.isEmpty()) {
            // Better a failed operation than a twin lost with the hub that holds it (4.5).
            return unlinked(plan.moveFrom().orElseThrow());
        }
        try {
            // The old twin first: nothing is written when it cannot be read.
            HubTwin twin = twinFor(plan, old, enrollment, deadline);
            Written written = registry.write(
                    target.get(),
                    new HubIdentity(
                            plan.target().deviceId(),
                            authentication,
                            enrollment.terms().iotEdge()),
                    attempt > 1 || (plan.twin() != TwinTreatment.INITIAL && !plan.moves()),
                    deadline.left());
            // Somebody removed the identity by hand, and it starts anew (4.11); or an earlier attempt made it and no
            // more.
            boolean anew = plan.twin() == TwinTreatment.KEEP
                    && (written == Written.CREATED
                            || (attempt > 1 && blank(target.get(), plan.target().deviceId(), deadline)));
            bringTwin(plan, anew, target.get(), twin, deadline);
            if (old.isPresent()) {
                registry.delete(old.get(), plan.moveFrom().orElseThrow().deviceId(), deadline.left());
            }
            return new Outcome.Done(substatus(plan, anew, written == Written.UPDATED && attempt == 1));
        } catch (HubFailure failure) {
            return outcome(failure);
        }
    }

    private HubTwin twinFor(Plan plan, Optional<LinkedHub> old, Enrollment enrollment, Deadline deadline)
            throws HubFailure {
        if (plan.twin() == TwinTreatment.MIGRATE && old.isPresent()) {
            // Gone already: an earlier run copied it and removed it there, or somebody did by hand.
            return registry.twin(old.get(), plan.moveFrom().orElseThrow().deviceId(), deadline.left())
                    .orElse(HubTwin.EMPTY);
        }
        return enrollment.terms().initialTwin().map(InitialTwin::written).orElse(HubTwin.EMPTY);
    }

    private boolean blank(LinkedHub hub, DeviceId deviceId, Deadline deadline) throws HubFailure {
        return registry.twin(hub, deviceId, deadline.left()).equals(Optional.of(HubTwin.EMPTY));
    }

    private void bringTwin(Plan plan, boolean anew, LinkedHub target, HubTwin twin, Deadline deadline)
            throws HubFailure {
        boolean wanted = switch (plan.twin()) {
            case KEEP -> anew && !twin.equals(HubTwin.EMPTY);
            case INITIAL, MIGRATE -> !twin.equals(HubTwin.EMPTY);
            case RESET -> true;
        };
        if (wanted) {
            TwinWrite how = plan.twin() == TwinTreatment.MIGRATE || plan.twin() == TwinTreatment.RESET
                    ? TwinWrite.REPLACE
                    : TwinWrite.MERGE;
            registry.writeTwin(target, plan.target().deviceId(), twin, how, deadline.left());
        }
    }

    /** @param older the identity was there on the first attempt, so it is older than this operation (1.10) */
    private static Substatus substatus(Plan plan, boolean anew, boolean older) {
        return switch (plan.twin()) {
            case MIGRATE -> Substatus.DEVICE_DATA_MIGRATED;
            case RESET -> Substatus.DEVICE_DATA_RESET;
            case KEEP -> anew ? Substatus.INITIAL_ASSIGNMENT : Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT;
            case INITIAL -> older ? Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT : Substatus.INITIAL_ASSIGNMENT;
        };
    }

    private static Outcome unlinked(Seat seat) {
        return new Outcome.Impossible(
                Planner.NO_HUB, "Hub " + seat.hub().name() + " is no longer linked to this service");
    }

    private static Outcome outcome(HubFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNAVAILABLE, THROTTLED -> new Outcome.NotNow(message, failure.retryAfter());
            case UNAUTHORIZED -> new Outcome.Impossible(400209, message);
            case FULL -> new Outcome.Impossible(413002, message);
            case REJECTED -> new Outcome.Impossible(400003, message);
        };
    }
}

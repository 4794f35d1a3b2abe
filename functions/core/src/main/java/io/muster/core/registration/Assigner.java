package io.muster.core.registration;

import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.levelling.BulkWriter;
import io.muster.core.registration.Plan.TwinTreatment;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries a plan out at the hubs: create, bring the twin and the modules, remove the old identity (4.5). Every step may
 * be repeated, so request path and queue run the same code, also at the same time.
 */
final class Assigner {
    private static final System.Logger LOG = System.getLogger(Assigner.class.getName());
    private static final int UNAVAILABLE = 503001;

    private final LinkedHubs hubs;
    private final HubRegistry registry;
    private final BulkWriter bulk;

    Assigner(LinkedHubs hubs, HubRegistry registry, BulkWriter bulk) {
        this.hubs = hubs;
        this.registry = registry;
        this.bulk = bulk;
    }

    /** How a run ended. */
    sealed interface Outcome {
        record Done(Plan plan, Substatus substatus) implements Outcome {}

        record Impossible(int code, String message) implements Outcome {}

        /**
         * @param code what it fails with should it never pass
         * @param throttled the other side is well, and has too much to do
         */
        record NotNow(int code, String reason, Optional<Duration> retryAfter, boolean throttled) implements Outcome {
            NotNow(int code, String reason, Optional<Duration> retryAfter) {
                this(code, reason, retryAfter, false);
            }
        }
    }

    Outcome run(Plan plan, int attempt, Enrollment enrollment, Authentication authentication, Deadline deadline) {
        Optional<LinkedHub> target = hubs.find(plan.target().hub());
        Optional<LinkedHub> old = plan.moveFrom().flatMap(seat -> hubs.find(seat.hub()));
        Optional<Outcome.Impossible> hopeless = hopeless(plan, target, old);
        if (hopeless.isPresent()) {
            return attempt == 1 ? hopeless.get() : settled(plan, hopeless.get(), deadline);
        }
        try {
            return new Outcome.Done(
                    plan, carryOut(plan, attempt, enrollment, authentication, target.orElseThrow(), old, deadline));
        } catch (HubFailure failure) {
            return settled(plan, outcome(failure), deadline);
        }
    }

    private static Optional<Outcome.Impossible> hopeless(
            Plan plan, Optional<LinkedHub> target, Optional<LinkedHub> old) {
        if (target.isEmpty()) {
            return Optional.of(unlinked(plan.target()));
        }
        // Better a failed operation than a twin lost with the hub that holds it (4.5).
        return plan.twin() == TwinTreatment.MIGRATE && old.isEmpty()
                ? plan.moveFrom().map(Assigner::unlinked)
                : Optional.empty();
    }

    /** A device whose move fails for good stays where it was, and only there. */
    private Outcome settled(Plan plan, Outcome outcome, Deadline deadline) {
        return outcome instanceof Outcome.Impossible impossible && !undone(plan, deadline)
                ? new Outcome.NotNow(UNAVAILABLE, impossible.message(), Optional.empty())
                : outcome;
    }

    /**
     * Keeps the device out of the hub it was to move to: of two identities, the old one stays in use. The new one is not
     * deleted, for it may be older than the move.
     *
     * @return false when that hub cannot be asked now
     */
    boolean undone(Plan plan, Deadline deadline) {
        Optional<LinkedHub> target = plan.moves() ? hubs.find(plan.target().hub()) : Optional.empty();
        if (target.isEmpty()) {
            return true;
        }
        try {
            registry.setEnabled(target.get(), plan.target().deviceId(), false, deadline.left());
            return true;
        } catch (HubFailure failure) {
            LOG.log(Level.WARNING, "a move is not undone: {0}", failure.getMessage());
            // A hub that refuses for good would not let a device in either that this service has made there.
            return !failure.mayPass();
        }
    }

    private Substatus carryOut(
            Plan plan,
            int attempt,
            Enrollment enrollment,
            Authentication authentication,
            LinkedHub target,
            Optional<LinkedHub> old,
            Deadline deadline)
            throws HubFailure {
        // What is at the old hub first: nothing is written when it cannot be read.
        Luggage luggage = luggage(plan, target, old, enrollment, deadline);
        DeviceId deviceId = plan.target().deviceId();
        Written written = write(
                target,
                new HubIdentity(deviceId, authentication, enrollment.terms().iotEdge() || luggage.edge()),
                plan,
                attempt,
                deadline);
        // Somebody removed the identity by hand, and it starts anew (4.11); or an earlier attempt made it and no more.
        boolean anew = plan.twin() == TwinTreatment.KEEP
                && (written == Written.CREATED || (attempt > 1 && blank(target, deviceId, deadline)));
        bringTwin(plan, anew, target, luggage.twin(), deadline);
        for (HubModule module : luggage.modules()) {
            registry.writeModule(target, deviceId, module, deadline.left());
        }
        if (old.isPresent()) {
            registry.delete(old.get(), plan.moveFrom().orElseThrow().deviceId(), deadline.left());
            LOG.log(Level.INFO, "{0}", moved(plan, luggage));
        }
        return substatus(plan, anew, written == Written.UPDATED && attempt == 1);
    }

    /** Later attempts go together where the hub throttles: they need not know whether the identity was there. */
    private Written write(LinkedHub hub, HubIdentity identity, Plan plan, int attempt, Deadline deadline)
            throws HubFailure {
        if (attempt > 1) {
            bulk.write(hub, identity, deadline.left());
            return Written.UPDATED;
        }
        return registry.write(hub, identity, plan.twin() != TwinTreatment.INITIAL && !plan.moves(), deadline.left());
    }

    /**
     * What a device brings to its seat.
     *
     * @param edge it is an Edge device where it comes from, whatever its enrollment says (4.1)
     */
    private record Luggage(HubTwin twin, List<HubModule> modules, boolean edge) {}

    private Luggage luggage(
            Plan plan, LinkedHub target, Optional<LinkedHub> old, Enrollment enrollment, Deadline deadline)
            throws HubFailure {
        if (plan.twin() == TwinTreatment.MIGRATE && old.isPresent()) {
            DeviceId deviceId = plan.moveFrom().orElseThrow().deviceId();
            // Gone already: an earlier run copied it and removed it there, or somebody did by hand.
            Optional<HubTwin> twin = registry.twin(old.get(), deviceId, deadline.left());
            if (twin.isEmpty()) {
                return new Luggage(
                        HubTwin.EMPTY,
                        List.of(),
                        edge(registry.modules(target, plan.target().deviceId(), deadline.left())));
            }
            List<HubModule> modules = registry.modules(old.get(), deviceId, deadline.left());
            return new Luggage(twin.get(), modules, edge(modules));
        }
        HubTwin initial = plan.chosen()
                .initialTwin()
                .or(() -> enrollment.terms().initialTwin().map(InitialTwin::written))
                .orElse(HubTwin.EMPTY);
        return new Luggage(initial, List.of(), false);
    }

    /** Only an Edge device has the modules that hubs make by themselves. */
    private static boolean edge(List<HubModule> modules) {
        return modules.stream().anyMatch(HubModule::madeByHub);
    }

    /** What operators read about a move (4.6). */
    private static String moved(Plan plan, Luggage luggage) {
        String from = plan.moveFrom().orElseThrow().hub().name();
        String to = plan.target().deviceId().text() + " moved from hub " + from + " to "
                + plan.target().hub().name();
        return plan.twin() == TwinTreatment.MIGRATE
                ? to + " with tags, desired properties and " + luggage.modules().size()
                        + " modules; reported properties stay behind, for only the device can write them"
                : to + " and was reset";
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

    private static Outcome.Impossible unlinked(Seat seat) {
        return new Outcome.Impossible(
                Planner.NO_HUB, "Hub " + seat.hub().name() + " is no longer linked to this service");
    }

    private static Outcome outcome(HubFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNAVAILABLE -> new Outcome.NotNow(UNAVAILABLE, message, failure.retryAfter());
            case THROTTLED -> new Outcome.NotNow(UNAVAILABLE, message, failure.retryAfter(), true);
            case UNAUTHORIZED -> new Outcome.Impossible(400209, message);
            case FULL -> new Outcome.Impossible(413002, message);
            case REJECTED -> new Outcome.Impossible(400003, message);
        };
    }
}

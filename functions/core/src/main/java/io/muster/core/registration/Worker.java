package io.muster.core.registration;

import io.muster.core.attestation.Evidence;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.Groups;
import io.muster.core.identity.GroupId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.PendingWork.Ticket;
import io.muster.core.registration.Progress.Running;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What a queue message sets going. A message of an operation that is not final is never dropped. */
public final class Worker {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final int NO_ENROLLMENT = 404201;

    private final Registrations registrations;
    private final Groups groups;
    private final Execution execution;
    private final PendingWork work;
    private final InstantSource clock;

    Worker(Registrations registrations, Groups groups, Execution execution, PendingWork work, InstantSource clock) {
        this.registrations = registrations;
        this.groups = groups;
        this.execution = execution;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Handles one message; returning settles it, a Problem thrown has the queue deliver it again. Ten deliveries are over
     * within a second, an outage of the store is not: what that stops comes again later.
     */
    public void handle(Item item) {
        try {
            attempt(item);
        } catch (Problem stopped) {
            if (stopped.kind() != ProblemKind.UNAVAILABLE) {
                throw stopped;
            }
            LOG.log(
                    Level.WARNING,
                    "operation {0} comes again: {1}",
                    item.operationId().text(),
                    stopped.reason());
            Ticket unused = work.schedule(item, clock.instant().plus(OUTAGE));
        }
    }

    private void attempt(Item item) {
        Registrations.Device device = registrations.load(item.registrationId());
        Optional<Stored> running = running(device, item);
        if (running.isEmpty()) {
            // Final already, or a newer operation has taken over: nothing is left to do.
            return;
        }
        Stored stored = running.get();
        Running now = stored.registration().running().orElseThrow();
        if (item.attempt() < now.attempt().number() && !execution.stalled(stored.registration(), clock.instant())) {
            // A younger message has it; should that one be lost, this one finds out.
            Ticket unused = work.schedule(item, execution.stallsAt(now).plusSeconds(1));
            return;
        }
        Optional<Admitted> admitted = admitted(device, stored.registration());
        if (admitted.isEmpty()) {
            Optional<Stored> failed = execution.fail(
                    stored, new Progress.Failed(NO_ENROLLMENT, "The enrollment was disabled or deleted meanwhile"));
            if (failed.isEmpty()) {
                throw Problem.of(ProblemKind.REGISTRATION_CONFLICT, "Somebody else was first; to be looked at again");
            }
            return;
        }
        Registration unused = execution.carryOn(stored, admitted.get());
    }

    /** The last delivery of a message has failed: the device is told so, and the message waits for an operator. */
    public void giveUp(Item item) {
        running(registrations.load(item.registrationId()), item)
                .filter(stored -> item.attempt()
                        >= stored.registration()
                                .running()
                                .orElseThrow()
                                .attempt()
                                .number())
                .ifPresent(execution::giveUp);
    }

    /** The record, while this message's operation runs, also one given up that an operator sends on. */
    private Optional<Stored> running(Registrations.Device device, Item item) {
        return device.registration()
                .filter(stored -> stored.registration().operation().id().equals(item.operationId()))
                .flatMap(execution::resumed)
                .filter(stored -> stored.registration().running().isPresent());
    }

    /** The enrollment as it stands now: what was withdrawn since the register is not carried on. */
    private Optional<Admitted> admitted(Registrations.Device device, Registration registration) {
        Evidence evidence = registration.operation().evidence();
        Optional<GroupId> group = registration.group();
        Optional<Admitted> found = group.isPresent()
                ? group.filter(id -> device.enrollment().isEmpty())
                        // As it is now: a group that is only not known here yet must not fail its devices for good.
                        .flatMap(id -> groups.latest().stream()
                                .filter(it -> it.groupId().equals(id))
                                .findFirst())
                        .map(it -> new Admitted(it, evidence))
                : device.enrollment().map(it -> new Admitted(it, evidence));
        // Made anew with another kind of attestation, it is not the one that let the device in.
        return found.filter(it -> it.enrollment().terms().enabled())
                .filter(it -> it.enrollment().attestation().type() == evidence.type());
    }
}

package io.muster.core.registration;

import io.muster.core.attestation.Evidence;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The record of one device: where it is, and the operation that runs or ran last.
 *
 * @param id in the spelling first registered
 * @param group the group that attested it last; empty for an individual enrollment
 * @param assignment the last committed one; survives a later operation that fails
 * @param past older operations, newest first
 */
public record Registration(
        RegistrationId id,
        Optional<GroupId> group,
        Instant created,
        Instant updated,
        Etag etag,
        Optional<Assignment> assignment,
        Operation operation,
        List<PastOperation> past) {
    private static final Duration PAST_KEPT = Duration.ofHours(24);
    private static final int PAST_MAX = 100;
    private static final Duration POLL = Duration.ofSeconds(3);
    /** The longest that the C client believes (clients.md 10). */
    private static final Duration LONGEST_POLL = Duration.ofMinutes(5);

    public Registration {
        past = List.copyOf(past);
    }

    static Registration first(RegistrationId id, Optional<GroupId> group, Operation operation, Instant now, Etag etag) {
        return new Registration(id, group, now, now, etag, Optional.empty(), operation, List.of());
    }

    /**
     * The record of a device that another service assigned.
     *
     * @param started an operation id of our own, since the other service's are unknown
     */
    public static Registration imported(
            RegistrationId id,
            Optional<GroupId> group,
            Instant created,
            Instant updated,
            Etag etag,
            Seat seat,
            Substatus substatus,
            OperationId started) {
        // How it proved itself there is not known; its first register here will tell.
        Operation done = new Operation(started, updated, new Evidence.Key(id.text()), new Progress.Assigned());
        Assignment assignment = new Assignment(seat, substatus, true);
        return new Registration(id, group, created, updated, etag, Optional.of(assignment), done, List.of());
    }

    /** Whether it is as it was imported: its device has not been heard of here. */
    public boolean untouched() {
        return past.isEmpty()
                && assignment.filter(Assignment::imported).isPresent()
                && running().isEmpty();
    }

    /** The same device under a new operation; the former one stays known for a day. */
    Registration next(Optional<GroupId> newGroup, Operation next, Instant now, Etag newEtag) {
        List<PastOperation> kept = Stream.concat(
                        Stream.of(new PastOperation(operation.id(), now.plus(PAST_KEPT))), past.stream())
                .filter(old -> old.forgotten().isAfter(now))
                .limit(PAST_MAX)
                .toList();
        return new Registration(id, newGroup, created, now, newEtag, assignment, next, kept);
    }

    Registration with(Progress progress, Instant now, Etag newEtag) {
        return new Registration(id, group, created, now, newEtag, assignment, operation.with(progress), past);
    }

    /** An assignment that came from elsewhere stays marked so for as long as the device keeps its seat. */
    Registration assigned(Plan plan, Substatus substatus, Instant now, Etag newEtag) {
        Seat seat = plan.target();
        boolean imported = assignment
                .filter(former -> former.imported() && former.seat().equals(seat))
                .isPresent();
        Assignment to = new Assignment(seat, substatus, imported);
        Operation done = operation.with(new Progress.Assigned(plan.chosen().payload()));
        return new Registration(id, group, created, now, newEtag, Optional.of(to), done, past);
    }

    /** The running operation's progress; empty once it is final. */
    public Optional<Progress.Running> running() {
        return operation.progress() instanceof Progress.Running running ? Optional.of(running) : Optional.empty();
    }

    /** When asking for the running operation is worth while again: a device that waits in line is told how long. */
    public Duration comesBackIn(Instant now) {
        return running()
                .map(Progress.Running::attempt)
                .filter(attempt -> attempt.ticket().isPresent())
                .map(attempt -> Duration.between(now, attempt.due()))
                .filter(wait -> wait.compareTo(POLL) > 0)
                .map(wait -> wait.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wait)
                .orElse(POLL);
    }

    /** Whether {@code operationId} is, or was within the last day, an operation of this device (1.7). */
    boolean knows(OperationId operationId, Instant now) {
        return operation.id().equals(operationId)
                || past.stream()
                        .anyMatch(old ->
                                old.id().equals(operationId) && old.forgotten().isAfter(now));
    }
}

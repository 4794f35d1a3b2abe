package io.muster.core.registration;

import io.muster.core.enrollment.Admitted;
import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.PendingWork.Ticket;
import io.muster.core.registration.Progress.Assigning;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries recorded operations on, in the request or from the queue. Its one promise: an operation that is not final has
 * a message in the queue, or a device that still waits for its answer and will ask again.
 */
final class Execution {
    private static final System.Logger LOG = System.getLogger(Execution.class.getName());
    private static final int EXHAUSTED = 503001;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration REQUEUED_FOR = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Registrations registrations;
    private final Assigner assigner;
    private final HubCredentials credentials;
    private final PendingWork work;
    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random;

    Execution(
            Registrations registrations,
            Assigner assigner,
            HubCredentials credentials,
            PendingWork work,
            Limits limits,
            InstantSource clock,
            SecureRandom random) {
        this.registrations = registrations;
        this.assigner = assigner;
        this.credentials = credentials;
        this.work = work;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** Whether nobody has been heard of this operation for so long that whoever ran it must be presumed dead. */
    boolean stalled(Registration registration, Instant now) {
        return registration
                .assigning()
                .map(assigning -> now.isAfter(stallsAt(assigning)))
                .orElse(false);
    }

    Instant stallsAt(Assigning assigning) {
        return assigning.due().plus(limits.grace());
    }

    /** Tries a recorded operation while its device waits; what the hub does not do in time goes to the queue. */
    Registration begin(Stored stored, Admitted admitted) {
        if (stored.registration().assigning().isEmpty()) {
            return stored.registration();
        }
        try {
            // Durable before the first hub write of a move: a device that never comes back does not stay on two hubs.
            Optional<Ticket> safety =
                    stored.registration().assigning().orElseThrow().plan().moves()
                            ? Optional.of(work.schedule(
                                    itemFor(stored, attemptOf(stored)),
                                    clock.instant().plus(limits.safetyDelay())))
                            : Optional.empty();
            Registration result = run(stored, admitted, limits.assignBudget());
            if (result.assigning().isEmpty()) {
                safety.ifPresent(this::cancel);
            }
            return result;
        } catch (Problem queueOrStoreFailed) {
            // Recorded, and the device is told to poll: its next poll or register revives the operation.
            LOG.log(
                    Level.WARNING,
                    "operation {0} waits for its device''s next poll: {1}",
                    idOf(stored),
                    queueOrStoreFailed.reason());
            return stored.registration();
        }
    }

    /** The result stands whether or not the message can be taken back: it would find the operation final. */
    private void cancel(Ticket safety) {
        try {
            work.cancel(safety);
        } catch (Problem queueFailed) {
            LOG.log(Level.INFO, "a safety message stays in the queue: {0}", queueFailed.reason());
        }
    }

    /** Starts a stalled operation again, for a device that came back; empty when somebody else was first. */
    Optional<Registration> revive(Stored stored, Admitted admitted) {
        return claim(stored, limits.assignBudget()).map(claimed -> begin(claimed, admitted));
    }

    /**
     * Has the queue start a stalled operation again; the answer to a poll does not wait for hubs. Nor does it fail with
     * the queue: clients differ in how they take a 5xx to a poll (clients.md 11), and all of them ask again.
     */
    void requeue(Stored stored) {
        try {
            work.send(itemFor(stored, attemptOf(stored) + 1));
            // Not heard of again before a minute is over: with a long queue, polls must not make it longer.
            boolean first = claim(stored, REQUEUED_FOR).isPresent();
            LOG.log(Level.INFO, "operation {0} had stalled, queued: {1}", idOf(stored), first);
        } catch (Problem queueOrStoreFailed) {
            LOG.log(
                    Level.WARNING,
                    "operation {0} has stalled and waits for another poll: {1}",
                    idOf(stored),
                    queueOrStoreFailed.reason());
        }
    }

    /** One attempt from the queue. */
    Registration carryOn(Stored stored, Admitted admitted) {
        return run(stored, admitted, limits.workBudget());
    }

    /** Ends an operation that cannot succeed any more; empty when a newer version of the record came between. */
    Optional<Stored> fail(Stored stored, int code, String message) {
        Registration failed =
                stored.registration().with(new Progress.Failed(code, message), clock.instant(), Etag.random(random));
        return registrations.replace(failed, stored);
    }

    private Registration run(Stored stored, Admitted admitted, Duration budget) {
        Assigning assigning = stored.registration().assigning().orElseThrow();
        Outcome outcome = assigner.run(
                assigning.plan(),
                assigning.attempt(),
                admitted.enrollment(),
                credentials.of(stored.registration(), admitted),
                Deadline.in(budget, clock));
        return outcome instanceof Outcome.NotNow notNow ? handOver(stored, notNow) : commit(stored, outcome);
    }

    private Registration commit(Stored stored, Outcome outcome) {
        Optional<Stored> committed = registrations.replace(ended(stored.registration(), outcome), stored);
        if (committed.isPresent()) {
            return committed.get().registration();
        }
        Stored newer = reload(stored);
        // A newer attempt of this operation: the message that led here may be the one it waits for, and then nobody
        // else
        // would end it. Otherwise somebody else was first, or a newer operation began: what they recorded stands.
        boolean goesOn =
                newer.registration().assigning().isPresent() && idOf(newer).equals(idOf(stored));
        return goesOn ? commit(newer, outcome) : newer.registration();
    }

    private Registration ended(Registration running, Outcome outcome) {
        Instant now = clock.instant();
        if (outcome instanceof Outcome.Done done) {
            Seat seat = running.assigning().orElseThrow().plan().target();
            return running.assigned(seat, done.substatus(), now, Etag.random(random));
        }
        Outcome.Impossible impossible = (Outcome.Impossible) outcome;
        return running.with(new Progress.Failed(impossible.code(), impossible.message()), now, Etag.random(random));
    }

    private Registration handOver(Stored stored, Outcome.NotNow notNow) {
        int next = attemptOf(stored) + 1;
        LOG.log(Level.INFO, "operation {0} goes on as attempt {1}: {2}", idOf(stored), next, notNow.reason());
        if (clock.instant().isAfter(stored.registration().operation().started().plus(limits.givenUpAfter()))) {
            return fail(stored, EXHAUSTED, notNow.reason())
                    .orElseGet(() -> reload(stored))
                    .registration();
        }
        // Never sooner than the hub asks, but ever later when it keeps asking, and within bounds: a device is waiting.
        Duration ours = pauseBefore(next);
        Duration asked = notNow.retryAfter().orElse(ours);
        Duration wanted = asked.compareTo(ours) > 0 ? asked : ours;
        Duration pause = wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
        Instant due = clock.instant().plus(pause);
        // The message first, then the record that names it: a crash between leaves a message too many,
        // never one too few.
        if (pause.isZero()) {
            work.send(itemFor(stored, next));
        } else {
            Ticket unused = work.schedule(itemFor(stored, next), due);
        }
        return record(stored, next, due).orElseGet(() -> reload(stored)).registration();
    }

    /** At once when the request hands over; then 1, 2, 4 … seconds, half of it by chance, up to a minute. */
    private Duration pauseBefore(int attempt) {
        if (attempt == 2) {
            return Duration.ZERO;
        }
        long longest = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(attempt - 3, 10));
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2));
    }

    private Optional<Stored> claim(Stored stored, Duration quiet) {
        return record(stored, attemptOf(stored) + 1, clock.instant().plus(quiet));
    }

    private Optional<Stored> record(Stored stored, int attempt, Instant due) {
        Assigning assigning = stored.registration().assigning().orElseThrow();
        Registration next = stored.registration()
                .with(new Assigning(assigning.plan(), attempt, due), clock.instant(), Etag.random(random));
        return registrations.replace(next, stored);
    }

    private Stored reload(Stored stored) {
        return registrations
                .load(stored.registration().id())
                .registration()
                .orElseThrow(() -> Problem.of(ProblemKind.REGISTRATION_NOT_FOUND, "The registration was deleted"));
    }

    private static Item itemFor(Stored stored, int attempt) {
        Registration registration = stored.registration();
        return new Item(registration.id(), registration.operation().id(), attempt);
    }

    private static int attemptOf(Stored stored) {
        return stored.registration().assigning().orElseThrow().attempt();
    }

    private static String idOf(Stored stored) {
        return stored.registration().operation().id().text();
    }
}

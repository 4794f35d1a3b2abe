package io.muster.core.registration;

import io.muster.core.enrollment.Admitted;
import io.muster.core.identity.Etag;
import io.muster.core.levelling.Levelling;
import io.muster.core.levelling.Levelling.Turn;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.Chooser.Result;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.PendingWork.Ticket;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.registration.Progress.Choosing;
import io.muster.core.registration.Progress.Running;
import io.muster.core.telemetry.Metrics;
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
    private static final int UNDELIVERABLE = 500001;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration REQUEUED_FOR = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** What an operation stands on. */
    record Parts(
            Registrations registrations,
            Chooser chooser,
            Levelling levelling,
            Assigner assigner,
            HubCredentials credentials,
            PendingWork work,
            Metrics metrics) {}

    private final Parts parts;
    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random;

    Execution(Parts parts, Limits limits, InstantSource clock, SecureRandom random) {
        this.parts = parts;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** Whether nobody has been heard of this operation for so long that whoever ran it must be presumed dead. */
    boolean stalled(Registration registration, Instant now) {
        return registration
                .running()
                .map(running -> now.isAfter(stallsAt(running)))
                .orElse(false);
    }

    Instant stallsAt(Running running) {
        return running.attempt().due().plus(limits.grace());
    }

    /** Tries a recorded operation while its device waits; what webhook and hub do not do in time goes to the queue. */
    Registration begin(Stored stored, Admitted admitted) {
        if (stored.registration().running().isEmpty()) {
            return stored.registration();
        }
        try {
            return advance(stored, admitted, limits.assignBudget(), true);
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
            parts.work().send(itemFor(stored, attemptOf(stored).number() + 1));
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
        return advance(stored, admitted, limits.workBudget(), false);
    }

    /**
     * Ends an operation that cannot succeed any more, what it left at a hub taken back; while that cannot be done, it
     * comes back later. Empty when a newer version of the record came between.
     */
    Optional<Stored> fail(Stored stored, Progress.Failed failed) {
        if (undone(stored)) {
            return record(stored, failed);
        }
        Ticket unused = parts.work()
                .schedule(
                        itemFor(stored, attemptOf(stored).number()),
                        clock.instant().plus(LONGEST_PAUSE));
        return Optional.of(stored);
    }

    /** Ends an operation whose message nobody could handle, so that it can be taken up where it stood. */
    void giveUp(Stored stored) {
        if (!undone(stored)) {
            LOG.log(
                    Level.WARNING,
                    "operation {0} is given up, and its device may have an identity on two hubs",
                    idOf(stored));
        }
        Optional<Stored> unused = record(
                stored,
                new Progress.Failed(
                        UNDELIVERABLE,
                        "The registration could not be carried on; an operator has to send it on",
                        Optional.of(running(stored))));
    }

    /** As it is, or where it stood when it was given up; empty when somebody else was first. */
    Optional<Stored> resumed(Stored stored) {
        Optional<Running> left = stored.registration().operation().progress() instanceof Progress.Failed failed
                ? failed.resumable()
                : Optional.empty();
        return left.isEmpty()
                ? Optional.of(stored)
                : record(stored, left.get().at(left.get().attempt().dueAt(clock.instant())));
    }

    private boolean undone(Stored stored) {
        return !(running(stored) instanceof Assigning assigning)
                || parts.assigner().undone(assigning.plan(), Deadline.in(limits.workBudget(), clock));
    }

    private Registration advance(Stored stored, Admitted admitted, Duration budget, boolean deviceWaits) {
        if (running(stored) instanceof Choosing choosing) {
            Result result = parts.chooser().choose(stored, choosing, admitted);
            if (result instanceof Result.Planned planned) {
                return assign(planned.stored(), admitted, budget, deviceWaits);
            }
            return result instanceof Result.NotChosen not
                    ? end(stored, not.outcome())
                    : reload(stored).registration();
        }
        return assign(stored, admitted, budget, deviceWaits);
    }

    private Registration assign(Stored stored, Admitted admitted, Duration budget, boolean deviceWaits) {
        Assigning assigning = (Assigning) running(stored);
        Plan plan = assigning.plan();
        Turn turn =
                parts.levelling().turn(plan.target().hub(), assigning.attempt().ticket());
        if (turn instanceof Turn.Wait wait) {
            Attempt held = assigning.attempt().holding(wait.ticket());
            return handOver(stored, assigning.at(held), wait.about(), "the hub's write budget is spent");
        }
        // Durable before the first hub write of a move: a device that never comes back does not stay on two hubs. From
        // the queue, the message that led here is that already.
        Optional<Ticket> safety = deviceWaits && plan.moves()
                ? Optional.of(parts.work()
                        .schedule(
                                itemFor(stored, attemptOf(stored).number()),
                                clock.instant().plus(limits.safetyDelay())))
                : Optional.empty();
        Outcome outcome = parts.assigner()
                .run(
                        plan,
                        assigning.attempt().number(),
                        admitted.enrollment(),
                        parts.credentials().of(stored.registration(), admitted),
                        Deadline.in(budget, clock));
        if (outcome instanceof Outcome.NotNow notNow && notNow.throttled()) {
            parts.metrics().throttled(plan.target().hub());
            assigning
                    .attempt()
                    .ticket()
                    .ifPresent(ticket -> parts.levelling().setBack(plan.target().hub(), ticket));
        }
        Registration result = end(stored, outcome);
        if (result.running().isEmpty()) {
            safety.ifPresent(this::cancel);
        }
        return result;
    }

    /** The result stands whether or not the message can be taken back: it would find the operation final. */
    private void cancel(Ticket safety) {
        try {
            parts.work().cancel(safety);
        } catch (Problem queueFailed) {
            LOG.log(Level.INFO, "a safety message stays in the queue: {0}", queueFailed.reason());
        }
    }

    private Registration end(Stored stored, Outcome outcome) {
        return outcome instanceof Outcome.NotNow notNow ? notNow(stored, notNow) : commit(stored, outcome);
    }

    private Registration commit(Stored stored, Outcome outcome) {
        Optional<Stored> committed = parts.registrations().replace(ended(stored.registration(), outcome), stored);
        if (committed.isPresent()) {
            return committed.get().registration();
        }
        Stored newer = reload(stored);
        // A newer attempt of this operation: the message that led here may be the one it waits for, and then nobody
        // else would end it. Otherwise somebody else was first, or a newer operation began: what they recorded stands.
        boolean goesOn = idOf(newer).equals(idOf(stored))
                && newer.registration()
                        .running()
                        .filter(running -> running.getClass() == running(stored).getClass())
                        .isPresent();
        return goesOn ? commit(newer, outcome) : newer.registration();
    }

    private Registration ended(Registration running, Outcome outcome) {
        Instant now = clock.instant();
        if (outcome instanceof Outcome.Done done) {
            return running.assigned(done.plan(), done.substatus(), now, Etag.random(random));
        }
        Outcome.Impossible impossible = (Outcome.Impossible) outcome;
        return running.with(new Progress.Failed(impossible.code(), impossible.message()), now, Etag.random(random));
    }

    private Registration notNow(Stored stored, Outcome.NotNow notNow) {
        Instant now = clock.instant();
        Attempt failed =
                notNow.throttled() ? attemptOf(stored) : attemptOf(stored).failedAt(now);
        if (givenUp(stored, failed, now)) {
            if (!undone(stored)) {
                LOG.log(
                        Level.WARNING,
                        "operation {0} is given up, and its device may have an identity on two hubs",
                        idOf(stored));
            }
            return record(stored, new Progress.Failed(notNow.code(), notNow.reason()))
                    .orElseGet(() -> reload(stored))
                    .registration();
        }
        // Never sooner than the other side asks, but ever later when it keeps asking, and within bounds: a device
        // waits.
        Duration ours = pauseBefore(failed.number() + 1);
        Duration asked = notNow.retryAfter().orElse(ours);
        Duration wanted = asked.compareTo(ours) > 0 ? asked : ours;
        Duration pause = wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
        return handOver(stored, running(stored).at(failed), pause, notNow.reason());
    }

    /** Waiting in line for a hub that throttles is no failure; but no line is longer than a day. */
    private boolean givenUp(Stored stored, Attempt attempt, Instant now) {
        Instant started = stored.registration().operation().started();
        return attempt.failingSince()
                        .filter(since -> now.isAfter(since.plus(limits.givenUpAfter())))
                        .isPresent()
                || now.isAfter(started.plus(Duration.ofDays(1)));
    }

    private Registration handOver(Stored stored, Running running, Duration pause, String reason) {
        int next = running.attempt().number() + 1;
        LOG.log(Level.INFO, "operation {0} goes on as attempt {1}: {2}", idOf(stored), next, reason);
        Instant due = clock.instant().plus(pause);
        // The message first, then the record that names it: a crash between leaves a message too many,
        // never one too few.
        if (pause.isZero()) {
            parts.work().send(itemFor(stored, next));
        } else {
            Ticket unused = parts.work().schedule(itemFor(stored, next), due);
        }
        return record(stored, running.at(running.attempt().next(due)))
                .orElseGet(() -> reload(stored))
                .registration();
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
        Running running = running(stored);
        return record(stored, running.at(running.attempt().next(clock.instant().plus(quiet))));
    }

    private Optional<Stored> record(Stored stored, Progress progress) {
        Registration next = stored.registration().with(progress, clock.instant(), Etag.random(random));
        return parts.registrations().replace(next, stored);
    }

    private Stored reload(Stored stored) {
        return parts.registrations()
                .load(stored.registration().id())
                .registration()
                .orElseThrow(() -> Problem.of(ProblemKind.REGISTRATION_NOT_FOUND, "The registration was deleted"));
    }

    private static Item itemFor(Stored stored, int attempt) {
        Registration registration = stored.registration();
        return new Item(registration.id(), registration.operation().id(), attempt);
    }

    private static Running running(Stored stored) {
        return stored.registration().running().orElseThrow();
    }

    private static Attempt attemptOf(Stored stored) {
        return running(stored).attempt();
    }

    private static String idOf(Stored stored) {
        return stored.registration().operation().id().text();
    }
}

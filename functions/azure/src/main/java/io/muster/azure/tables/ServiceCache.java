package io.muster.azure.tables;

import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** This instance's snapshot, at most 30 s old, kept up by the requests that use it: one refreshes, the others go on. */
final class ServiceCache {
    private static final System.Logger LOG = System.getLogger(ServiceCache.class.getName());
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(10);
    private static final Duration MAX_AGE = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofSeconds(15);

    /** A snapshot, the moment before its clock was read, and the own writes it is sure to hold. */
    private record Checked(ServiceSnapshot snapshot, Instant at, long ownWrites) {}

    private record Failure(Problem problem, Instant at) {}

    private final ServiceLoader loader;
    private final ClockedRows table;
    private final InstantSource clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Optional<Checked> latest = Optional.empty();
    private volatile Optional<Failure> failure = Optional.empty();

    ServiceCache(ServiceLoader loader, ClockedRows table, InstantSource clock) {
        this.loader = loader;
        this.table = table;
        this.clock = clock;
    }

    /** For groups: whatever this instance has written is in it. */
    ServiceSnapshot get() {
        return get(this::holdsOwnWrites);
    }

    /** For what groups' writers need with each call: not read anew after each of their writes. */
    ServiceSnapshot recent() {
        return get(checked -> true);
    }

    private ServiceSnapshot get(Predicate<Checked> good) {
        Optional<Checked> seen = latest.filter(good);
        Predicate<Checked> fresh = checked -> younger(checked.at(), CHECKED_EVERY);
        if (seen.filter(fresh).isPresent()) {
            return seen.get().snapshot();
        }
        Optional<Checked> usable = seen.filter(checked -> younger(checked.at(), MAX_AGE));
        if (!myTurn(usable.isPresent())) {
            return usable.orElseThrow().snapshot();
        }
        try {
            return refreshed(good.and(fresh));
        } finally {
            refreshing.unlock();
        }
    }

    /** The snapshot, looked for after this was called; an older one when that fails. Who asks together shares one look. */
    ServiceSnapshot latest() {
        Instant asked = clock.instant();
        boolean unused = myTurn(false);
        try {
            return refreshed(checked -> holdsOwnWrites(checked) && !checked.at().isBefore(asked));
        } finally {
            refreshing.unlock();
        }
    }

    /** True with the lock held; false only when one may go on without. */
    private boolean myTurn(boolean mayGoOn) {
        try {
            if (refreshing.tryLock() || (!mayGoOn && refreshing.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS))) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("interrupted while service data was loading", e);
        }
        if (mayGoOn) {
            return false;
        }
        throw Problem.unavailable(
                "service data takes too long to load", new IllegalStateException("lock not obtained"));
    }

    private ServiceSnapshot refreshed(Predicate<Checked> freshEnough) {
        Optional<Checked> seen = latest;
        // Whoever held the lock before may have done it, or just failed at it.
        if (seen.filter(freshEnough).isPresent()) {
            return seen.get().snapshot();
        }
        Optional<Failure> recent = failure.filter(failed -> younger(failed.at(), PAUSE_AFTER_FAILURE));
        if (recent.isPresent()) {
            return old(recent.get().problem());
        }
        try {
            long ownWrites = table.ownWrites();
            Instant now = clock.instant();
            ServiceSnapshot snapshot = loader.load(seen.map(Checked::snapshot));
            latest = Optional.of(new Checked(snapshot, now, ownWrites));
            return snapshot;
        } catch (Problem e) {
            failure = Optional.of(new Failure(e, clock.instant()));
            LOG.log(Level.WARNING, "service data was not refreshed: {0}", e.reason());
            return old(e);
        }
    }

    private ServiceSnapshot old(Problem why) {
        return latest.filter(checked -> younger(checked.at(), MAX_AGE))
                .orElseThrow(() -> Problem.unavailable(
                        "service data cannot be refreshed: " + why.message(), "service data: " + why.reason(), why))
                .snapshot();
    }

    private boolean holdsOwnWrites(Checked checked) {
        return checked.ownWrites() == table.ownWrites();
    }

    /** A moment in the future counts as long past: the system clock was set back, and nothing is known of its age. */
    private boolean younger(Instant moment, Duration age) {
        Duration since = Duration.between(moment, clock.instant());
        return !since.isNegative() && since.compareTo(age) < 0;
    }
}

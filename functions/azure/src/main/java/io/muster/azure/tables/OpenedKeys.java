package io.muster.azure.tables;

import io.muster.core.encryption.DataKey;
import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The data keys this instance has opened: a few, each for a stated time. Long before that is over one request opens it
 * anew while the others go on with it; while that fails it serves until its time is over. So what is withdrawn in the
 * vault is withdrawn here after that time, and a vault that is down for less than three quarters of it is not missed.
 */
final class OpenedKeys {
    private static final System.Logger LOG = System.getLogger(OpenedKeys.class.getName());
    private static final int MOST = 16;
    /** After a failure nobody asks again for so long: the vault is not helped by a crowd. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** @param at the moment before it was opened */
    private record Opened(DataKey key, Instant at) {}

    private record Failure(Problem problem, Instant at) {}

    private final Function<String, DataKey> opener;
    private final Duration life;
    private final InstantSource clock;
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<String, Opened> opened = new LinkedHashMap<>(MOST, 0.75f, true);
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    OpenedKeys(Function<String, DataKey> opener, Duration life, InstantSource clock) {
        this.opener = opener;
        this.life = life;
        this.clock = clock;
    }

    /** Throws what the opener throws when there is no key whose time is not over. */
    DataKey get(String id) {
        Optional<Opened> known = known(id);
        if (known.filter(it -> younger(it.at(), life.dividedBy(4))).isPresent()) {
            return known.get().key();
        }
        Optional<Opened> usable = known.filter(it -> younger(it.at(), life));
        if (usable.isPresent() && !opening.tryLock()) {
            return usable.get().key();
        }
        if (usable.isEmpty()) {
            opening.lock();
        }
        try {
            return opened(id);
        } finally {
            opening.unlock();
        }
    }

    private DataKey opened(String id) {
        // Whoever held the lock before may have done it, or just failed at it.
        Optional<Opened> known = known(id);
        if (known.filter(it -> younger(it.at(), life.dividedBy(4))).isPresent()) {
            return known.get().key();
        }
        Optional<Failure> recent = failure(id);
        if (recent.isPresent()) {
            return old(id, recent.get().problem());
        }
        Instant now = clock.instant();
        try {
            DataKey key = opener.apply(id);
            keep(id, new Opened(key, now));
            return key;
        } catch (Problem failed) {
            LOG.log(Level.WARNING, "data key {0} was not opened: {1}", id, failed.reason());
            fail(id, new Failure(failed, clock.instant()));
            return old(id, failed);
        }
    }

    private DataKey old(String id, Problem why) {
        return known(id)
                .filter(it -> younger(it.at(), life))
                .orElseThrow(() -> why)
                .key();
    }

    private synchronized Optional<Opened> known(String id) {
        return Optional.ofNullable(opened.get(id));
    }

    private synchronized Optional<Failure> failure(String id) {
        return Optional.ofNullable(failures.get(id)).filter(failed -> younger(failed.at(), PAUSE));
    }

    private synchronized void keep(String id, Opened key) {
        failures.remove(id);
        opened.put(id, key);
        // The one that was not asked for longest.
        opened.keySet().stream()
                .findFirst()
                .filter(eldest -> opened.size() > MOST)
                .ifPresent(opened::remove);
    }

    private synchronized void fail(String id, Failure failure) {
        failures.values().removeIf(failed -> !younger(failed.at(), PAUSE));
        failures.put(id, failure);
    }

    /** A moment in the future counts as long past: the system clock was set back. */
    private boolean younger(Instant moment, Duration age) {
        Duration since = Duration.between(moment, clock.instant());
        return !since.isNegative() && since.compareTo(age) < 0;
    }
}

package io.muster.core.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who was told to come back later, and comes before that: each time it is to wait twice as long. The wait is bounded as a whole,
 * so that a client that knows no patience gets its turn now and then. In this instance's memory alone, and of bounded size: who
 * is forgotten there is treated like a newcomer.
 *
 * @param <K> whom it is held against
 */
final class Penalties<K> {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 20;

    /** @param strikes not above 0 while nothing follows from them */
    private record Standing(Instant since, Instant notBefore, int strikes) {}

    private final Duration longest;
    private final InstantSource clock;
    private final RecentMap<K, Standing> standings = new RecentMap<>();

    Penalties(Duration longest, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** How long it still has to stay away, longer than before; empty when it is welcome. */
    synchronized Optional<Duration> early(K key) {
        Instant now = clock.instant();
        // One that begins later is of a clock that was set back.
        Optional<Standing> standing =
                standings.find(key).filter(it -> !now.isBefore(it.since()) && now.isBefore(it.notBefore()));
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        Standing before = standing.get();
        int strikes = Math.max(0, before.strikes()) + 1;
        Instant bound = later(before.since().plus(longest), before.notBefore());
        Instant wanted = later(now.plus(doubled(strikes)), before.notBefore());
        Instant notBefore = wanted.isAfter(bound) ? bound : wanted;
        standings.put(key, new Standing(before.since(), notBefore, strikes));
        return Optional.of(Duration.between(now, notBefore));
    }

    /** It came in its time, and was told to stay away for so long. */
    synchronized void told(K key, Duration wait) {
        if (!longest.isZero()) {
            Instant now = clock.instant();
            standings.put(key, new Standing(now, now.plus(wait), 0));
        }
    }

    /**
     * It has done wrong once more.
     *
     * @param free how often it may, before it has to wait
     */
    synchronized void strike(K key, int free) {
        if (longest.isZero()) {
            return;
        }
        Instant now = clock.instant();
        int strikes = standings
                        .find(key)
                        .filter(it -> now.isBefore(it.notBefore().plus(longest)))
                        .map(Standing::strikes)
                        .orElse(-free)
                + 1;
        standings.put(key, new Standing(now, strikes > 0 ? now.plus(doubled(strikes)) : now, strikes));
    }

    synchronized void forgive(K key) {
        standings.remove(key);
    }

    synchronized int held() {
        return standings.size();
    }

    private Duration doubled(int strikes) {
        Duration wait = FIRST.multipliedBy(1L << (Math.min(strikes, MOST_DOUBLINGS) - 1));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

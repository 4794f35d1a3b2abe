package io.muster.core.deprovision;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long an order waits before it is tried again: 1, 2, 4 … seconds, half of it by chance, up to a minute. */
public final class Pauses {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

    private final RandomGenerator random;

    public Pauses(RandomGenerator random) {
        this.random = random;
    }

    /** @param asked what the hub wants to be waited for, believed within bounds */
    Duration before(int attempt, Optional<Duration> asked) {
        long longest = Math.min(LONGEST.toMillis(), 1000L << Math.min(attempt, 10));
        Duration ours = Duration.ofMillis(longest / 2 + random.nextLong(longest / 2));
        return asked.map(it -> it.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : it)
                .filter(it -> it.compareTo(ours) > 0)
                .orElse(ours);
    }
}

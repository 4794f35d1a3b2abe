package io.muster.bench;

import java.time.Duration;
import java.util.List;

/** How long and how often: set with {@code -Dbench.seconds} (of each run) and {@code -Dbench.rounds}. */
record Plan(Duration length, int rounds) {
    static final List<Integer> CALLERS = List.of(1, 8, 32);
    static final int MOST_CALLERS = 32;
    static final int COUNTED = 50;
    static final int SDK_DEVICES = 5;

    static Plan fromProperties() {
        return new Plan(
                Duration.ofSeconds(Long.getLong("bench.seconds", 4)),
                Math.max(1, Integer.getInteger("bench.rounds", 3)));
    }
}

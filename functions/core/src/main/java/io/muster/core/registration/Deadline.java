package io.muster.core.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment by which a run of hub calls is to be over. */
record Deadline(InstantSource clock, Instant end) {
    private static final Duration LEAST = Duration.ofMillis(1);

    static Deadline in(Duration budget, InstantSource clock) {
        return new Deadline(clock, clock.instant().plus(budget));
    }

    /** What is left; never nothing, so that a call made too late times out instead of waiting for ever. */
    Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}

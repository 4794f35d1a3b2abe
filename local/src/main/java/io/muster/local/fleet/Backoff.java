package io.muster.local.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a call is tried again, and how often it is. */
final class Backoff {
    static final int TRIES = 12;

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private Backoff() {}

    /** What the service asks for; where it asks for nothing, longer with every try, and never in step with other callers. */
    static Duration after(int tries, Optional<Duration> asked) {
        if (asked.isPresent()) {
            return asked.get().compareTo(LONGEST_ASKED) < 0 ? asked.get() : LONGEST_ASKED;
        }
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries - 1, 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    }
}

package io.muster.core.enrollment;

import io.muster.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Bounds the CPU that strangers can buy with tokens signed by nobody. One key tried under one spelling costs about 4.5 µs;
 * a service with no more keys than real DPS allows is never limited, beyond that the tries of all requests together are.
 */
public final class SearchBudget {
    /** 100 groups with two keys and two spellings each: DPS's own limit, under 2 ms a request. */
    private static final int FREE_TRIES = 400;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final double triesPerSecond;
    private final double capacity;
    private double available;
    private Instant filled;

    /** A budget that refills at {@code triesPerSecond} and saves up two seconds' worth. */
    public SearchBudget(InstantSource clock, int triesPerSecond) {
        this.clock = clock;
        this.triesPerSecond = triesPerSecond;
        this.capacity = 2.0 * triesPerSecond;
        this.available = capacity;
        this.filled = clock.instant();
    }

    /** Takes {@code tries} out of the budget; throws Problem 429 when it is used up. */
    synchronized void spend(int tries) {
        if (tries <= FREE_TRIES) {
            return;
        }
        Instant now = clock.instant();
        double earned = Duration.between(filled, now).toNanos() / 1e9 * triesPerSecond;
        available = Math.min(capacity, available + Math.max(0, earned));
        filled = now;
        if (available <= 0) {
            throw Problem.throttled("Too many attempts by unknown devices, try again later", RETRY_AFTER);
        }
        available -= tries;
    }
}

package io.muster.core.registration;

import java.time.Duration;

/**
 * The times registration works with.
 *
 * @param assignBudget how long a register waits for the hub before the queue takes over
 * @param workBudget how long one attempt from the queue may take
 * @param grace how long after its due time an operation counts as stalled; longer than {@code workBudget}, or a worker
 *     would be taken for dead while it waits for a slow hub
 * @param safetyDelay when the safety message of a move arrives
 * @param clockSkew how long past its expiry a device's token is taken (2.7)
 * @param givenUpAfter an operation this old fails for good when its hub refuses once more
 */
public record Limits(
        Duration assignBudget,
        Duration workBudget,
        Duration grace,
        Duration safetyDelay,
        Duration clockSkew,
        Duration givenUpAfter) {
    public Limits {
        if (grace.compareTo(workBudget) <= 0) {
            throw new IllegalArgumentException("grace must be longer than workBudget");
        }
    }

    public static Limits withAssignBudget(Duration assignBudget) {
        return new Limits(
                assignBudget,
                Duration.ofSeconds(20),
                Duration.ofSeconds(25),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30));
    }
}

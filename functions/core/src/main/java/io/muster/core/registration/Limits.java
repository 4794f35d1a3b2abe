package io.muster.core.registration;

import java.time.Duration;

/**
 * The times registration works with.
 *
 * @param assignBudget how long a register waits for the hub before the queue takes over
 * @param webhookBudget how long an operation waits for its webhook at a time, tries and pauses included
 * @param workBudget how long one attempt from the queue may take
 * @param grace how long after its due time an operation counts as stalled; longer than {@code webhookBudget} and
 *     {@code workBudget}, or a worker would be taken for dead while it waits for a slow webhook and a slow hub
 * @param safetyDelay when the safety message of a move arrives
 * @param clockSkew how long past its expiry a device's token is taken (2.7)
 * @param givenUpAfter an operation this old fails for good when its hub refuses once more
 */
public record Limits(
        Duration assignBudget,
        Duration webhookBudget,
        Duration workBudget,
        Duration grace,
        Duration safetyDelay,
        Duration clockSkew,
        Duration givenUpAfter) {
    public Limits {
        if (grace.compareTo(workBudget.plus(webhookBudget)) <= 0) {
            throw new IllegalArgumentException("grace must be longer than webhookBudget and workBudget");
        }
    }

    public static Limits withAssignBudget(Duration assignBudget) {
        return withBudgets(assignBudget, Duration.ofSeconds(10));
    }

    public static Limits withBudgets(Duration assignBudget, Duration webhookBudget) {
        return new Limits(
                assignBudget,
                webhookBudget,
                Duration.ofSeconds(20),
                webhookBudget.plusSeconds(25),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30));
    }
}

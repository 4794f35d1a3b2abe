package io.muster.core.registration;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which try of an operation is on.
 *
 * @param number 1 for the first; a queue message carries the number it was sent for
 * @param due when the next sign of life is expected; long past, and the operation counts as stalled
 * @param ticket its place among those who wait for the hub's write budget
 * @param failingSince when it first could not go on for another reason than that budget
 */
public record Attempt(int number, Instant due, OptionalLong ticket, Optional<Instant> failingSince) {
    /** One that neither waits in line nor has failed. */
    public static Attempt of(int number, Instant due) {
        return new Attempt(number, due, OptionalLong.empty(), Optional.empty());
    }

    Attempt next(Instant nextDue) {
        return new Attempt(number + 1, nextDue, ticket, failingSince);
    }

    Attempt dueAt(Instant newDue) {
        return new Attempt(number, newDue, ticket, failingSince);
    }

    Attempt holding(long newTicket) {
        return new Attempt(number, due, OptionalLong.of(newTicket), failingSince);
    }

    Attempt failedAt(Instant now) {
        return new Attempt(number, due, ticket, Optional.of(failingSince.orElse(now)));
    }
}

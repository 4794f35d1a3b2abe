package io.muster.core.registration;

import java.time.Instant;

/** How far an operation has come. */
public sealed interface Progress {
    /**
     * Not final yet.
     *
     * @param attempt 1 for the first; a queue message carries the number it was sent for
     * @param due when the next sign of life is expected; long past, and the operation counts as stalled
     */
    record Assigning(Plan plan, int attempt, Instant due) implements Progress {}

    /** The registration's assignment is this operation's result. */
    record Assigned() implements Progress {}

    /** @param code six digits, told to the device with the message (1.13) */
    record Failed(int code, String message) implements Progress {}
}

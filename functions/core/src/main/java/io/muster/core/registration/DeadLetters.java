package io.muster.core.registration;

import io.muster.core.registration.PendingWork.Item;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: messages that the queue has given up, until an operator sends them on. */
public interface DeadLetters {
    /**
     * @param reason the queue's word for it
     * @param item what it says; empty when it cannot be read
     */
    record DeadLetter(long sequenceNumber, Instant enqueued, String reason, String description, Optional<Item> item) {}

    /** The oldest ones, {@code most} at most; throws Problem of kind UNAVAILABLE. */
    List<DeadLetter> peek(int most);

    /**
     * Sends readable ones into the queue again, {@code most} at most; each is there once or, after a crash, twice.
     *
     * @return how many; throws Problem of kind UNAVAILABLE
     */
    int redrive(int most);
}

package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Instant;

/** Port: the queue that carries assignments on when the request that began them is over. */
public interface PendingWork {
    /** What a message says: identifiers only (seams.md section 6). */
    record Item(RegistrationId registrationId, OperationId operationId, int attempt) {}

    /** A scheduled message that can still be taken back. */
    record Ticket(long sequenceNumber) {}

    /** Returns once the message is durably in the queue; throws {@code Problem} of kind UNAVAILABLE otherwise. */
    void send(Item item);

    /** As {@link #send}, to be delivered not before {@code at}. */
    Ticket schedule(Item item, Instant at);

    /** Takes a scheduled message back; one that was delivered already does no harm, so that is no error. */
    void cancel(Ticket ticket);
}

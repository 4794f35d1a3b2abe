package io.muster.local.servicebus;

import java.time.Instant;
import org.apache.qpid.proton.amqp.Binary;

/**
 * A message at rest.
 *
 * @param enqueuedAt when it became, or if scheduled becomes, active
 * @param deliveryCount deliveries that failed so far
 * @param content the encoded AMQP message, without what the broker adds at delivery
 */
record StoredMessage(long sequence, Instant enqueuedAt, boolean scheduled, int deliveryCount, Binary content) {
    StoredMessage counted(int failed) {
        return new StoredMessage(sequence, enqueuedAt, scheduled, failed, content);
    }

    StoredMessage withContent(Binary changed) {
        return new StoredMessage(sequence, enqueuedAt, scheduled, deliveryCount, changed);
    }

    /** The same message as the queue's newest one, active. */
    StoredMessage activated(long newSequence, Instant at) {
        return new StoredMessage(newSequence, at, false, deliveryCount, content);
    }
}

package io.muster.local.servicebus;

import java.time.Duration;

/** How long a lock holds and how many failed deliveries a message may have before it is dead-lettered. */
public record QueueSettings(Duration lock, int maxDeliveryCount) {
    /** A lock of 30 s and ten deliveries. */
    public static final QueueSettings DEFAULT = new QueueSettings(Duration.ofSeconds(30), 10);

    public QueueSettings {
        if (lock.isNegative() || lock.isZero() || maxDeliveryCount < 1) {
            throw new IllegalArgumentException("The lock and the delivery count must be positive");
        }
    }

    /** A dead-letter queue is the end of the road: nothing is dead-lettered out of it. */
    QueueSettings ofDeadLetters() {
        return new QueueSettings(lock, Integer.MAX_VALUE);
    }
}

package io.muster.local.servicebus;

import java.time.Instant;
import java.util.UUID;

/** A message that one receiver holds until a moment; the token is also its AMQP delivery tag. */
record MessageLock(UUID token, StoredMessage message, Instant until) {
    MessageLock renewed(Instant later) {
        return new MessageLock(token, message, later);
    }
}

package io.muster.gateway.amqp;

import io.vertx.core.buffer.Buffer;

/** What a message asks for (11.23). */
sealed interface Operation {
    /** A hub, please. */
    record Register(Buffer body) implements Operation {}

    /** How is it going? */
    record Status(String operationId) implements Operation {}

    /** How does the registration stand? */
    record State() implements Operation {}
}

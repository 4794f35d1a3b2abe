package io.muster.gateway.amqp.sasl;

import io.vertx.core.Future;

/** One run of a SASL mechanism. Its futures do not fail; one is complete before the next response is brought. */
interface Mechanism {
    /** Takes the client's initial response, then one response for each challenge. */
    Future<Step> next(byte[] response);
}

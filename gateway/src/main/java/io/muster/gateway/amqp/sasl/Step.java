package io.muster.gateway.amqp.sasl;

import io.vertx.core.buffer.Buffer;
import org.apache.qpid.proton.amqp.security.SaslCode;

/** What a mechanism does next. */
sealed interface Step {
    /** Asks the client for its next response. */
    record Challenge(Buffer bytes) implements Step {}

    /** Lets the client in. */
    record Done(Login login) implements Step {}

    /** Turns the client away. */
    record Refused(SaslCode code) implements Step {}

    static Step refused() {
        return new Refused(SaslCode.AUTH);
    }
}

package io.muster.local.servicebus;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** A refusal in AMQP's and Service Bus's own terms: the condition, the management status that goes with it, the text. */
record AmqpError(String condition, int status, String description) {
    static final AmqpError LOCK_LOST = new AmqpError(
            "com.microsoft:message-lock-lost", 410, "The lock ended, or the message has already been settled.");
    static final AmqpError NO_SUCH_MESSAGE = new AmqpError(
            "com.microsoft:message-not-found", 404, "The queue holds no scheduled message of that number.");
    static final AmqpError TOO_LARGE =
            new AmqpError("amqp:link:message-size-exceeded", 413, "The message is larger than the link allows.");

    static AmqpError notFound(String address) {
        return new AmqpError("amqp:not-found", 404, "The messaging entity '" + address + "' could not be found.");
    }

    static AmqpError unauthorized(String address) {
        return new AmqpError("amqp:unauthorized-access", 401, "No valid token was put for '" + address + "'.");
    }

    static AmqpError notImplemented(String what) {
        return new AmqpError("amqp:not-implemented", 501, "This loopback broker has no " + what + ".");
    }

    static AmqpError invalid(String description) {
        return new AmqpError("amqp:invalid-field", 400, description);
    }

    ErrorCondition toCondition() {
        return new ErrorCondition(Symbol.valueOf(condition), description);
    }

    Rejected toRejected() {
        Rejected rejected = new Rejected();
        rejected.setError(toCondition());
        return rejected;
    }
}

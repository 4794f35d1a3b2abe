package io.muster.local.servicebus;

/** A client asked for something that it is to be refused, with the error to answer. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient AmqpError error;

    RefusedException(AmqpError error) {
        super(error.description());
        this.error = error;
    }

    RefusedException(AmqpError error, Throwable cause) {
        super(error.description(), cause);
        this.error = error;
    }

    AmqpError error() {
        return error;
    }
}

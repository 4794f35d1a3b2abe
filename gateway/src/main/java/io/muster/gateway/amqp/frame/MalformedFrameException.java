package io.muster.gateway.amqp.frame;

/** Bytes that are not AMQP 1.0, or more than we take. No stack trace: it is a client's fault, not ours. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message) {
        super(message, null, false, false);
    }

    /** What was wrong, in words fit for the client. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

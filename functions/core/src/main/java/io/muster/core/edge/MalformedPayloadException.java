package io.muster.core.edge;

/** A payload that does not decode, with the reason to give. */
final class MalformedPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final EdgeRefusal reason;

    MalformedPayloadException(EdgeRefusal reason) {
        super(reason.name());
        this.reason = reason;
    }

    EdgeRefusal reason() {
        return reason;
    }
}

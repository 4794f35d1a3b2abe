package io.muster.local.hub.registry;

/** A request the hub refuses; the message goes to the caller, so it holds no secret. */
public final class HubException extends RuntimeException {

    private final HubError error;

    public HubException(HubError error, String message) {
        // A refusal is an answer, not a fault: nobody reads its stack.
        super(message, null, false, false);
        this.error = error;
    }

    static HubException invalid(String message) {
        return new HubException(HubError.ARGUMENT_INVALID, message);
    }

    public HubError error() {
        return error;
    }
}

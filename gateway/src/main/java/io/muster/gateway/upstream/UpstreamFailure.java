package io.muster.gateway.upstream;

/** A request that no instance answered. It carries no stack trace: it is an outcome, not a fault of ours. */
public final class UpstreamFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    public enum Kind {
        /** No instance could be connected to; nothing was sent. */
        NO_INSTANCE,
        /** The connection broke, or the answer was not HTTP, after bytes were sent. */
        BROKEN,
        /** No complete answer in time. */
        TIMED_OUT
    }

    private final Kind kind;

    UpstreamFailure(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

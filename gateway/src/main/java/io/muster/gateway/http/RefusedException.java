package io.muster.gateway.http;

import io.muster.gateway.refusal.Refusal;

/** A request refused on the way, with the answer to give and whether the connection is unusable afterwards. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final boolean last;

    RefusedException(Refusal refusal, boolean last) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
        this.last = last;
    }

    Refusal refusal() {
        return refusal;
    }

    /** Whether the rest of the request was not read, so that nothing more can be read from the connection. */
    boolean last() {
        return last;
    }
}

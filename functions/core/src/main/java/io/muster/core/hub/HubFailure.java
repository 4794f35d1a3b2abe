package io.muster.core.hub;

import java.time.Duration;
import java.util.Optional;

/** A hub did not do what was asked. {@link Kind} says whether trying again can help. */
public final class HubFailure extends Exception {
    /** What went wrong, from the registration's point of view. */
    public enum Kind {
        /** No answer in time, a broken connection or a 5xx: try again. */
        UNAVAILABLE,
        /** 429: try again after the hub's own delay. */
        THROTTLED,
        /** 401 or 403: this service lacks the right or the key (400209). */
        UNAUTHORIZED,
        /** 403 with TooManyDevices (413002). */
        FULL,
        /** Any other 4xx: what was sent is wrong; trying again is useless. */
        REJECTED
    }

    private final Kind kind;
    private final Optional<Duration> retryAfter;

    /** @param message names the hub, the call and the hub's status; never a key or token */
    public HubFailure(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public boolean mayPass() {
        return kind == Kind.UNAVAILABLE || kind == Kind.THROTTLED;
    }
}

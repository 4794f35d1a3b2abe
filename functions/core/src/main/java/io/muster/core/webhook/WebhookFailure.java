package io.muster.core.webhook;

import java.time.Duration;
import java.util.Optional;

/** The webhook did not choose. */
public final class WebhookFailure extends Exception {
    private final int code;
    private final boolean mayPass;
    private final Optional<Duration> retryAfter;

    /**
     * @param code what the registration fails with when it does not pass: 400207, 400208 or 400209
     * @param message for device and operator: the webhook's host and what was wrong; never its query
     * @param mayPass whether asking again later can help
     */
    public WebhookFailure(int code, String message, boolean mayPass, Optional<Duration> retryAfter) {
        super(message);
        this.code = code;
        this.mayPass = mayPass;
        this.retryAfter = retryAfter;
    }

    public int code() {
        return code;
    }

    public boolean mayPass() {
        return mayPass;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}

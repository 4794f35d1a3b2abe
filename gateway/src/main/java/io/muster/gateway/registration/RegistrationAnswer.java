package io.muster.gateway.registration;

import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.refusal.RefusalAnswer;
import io.muster.gateway.upstream.UpstreamAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The answer to a call: HTTP status, JSON body (for errors too), all headers. It is the app's, or the gateway's own in the
 * same form where the app could not be asked.
 */
public record RegistrationAnswer(int status, MultiMap headers, Buffer body) {
    private static final int FIRST_ERROR = 300;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    static RegistrationAnswer of(UpstreamAnswer answer) {
        return new RegistrationAnswer(answer.status(), answer.headers(), answer.body());
    }

    /** The gateway's own answer. */
    public static RegistrationAnswer of(Refusal refusal, Instant now) {
        RefusalAnswer told = RefusalAnswer.of(refusal, now);
        MultiMap headers = HttpHeaders.headers()
                .set("x-ms-error-code", Integer.toString(refusal.code()))
                .set("x-ms-request-id", told.trackingId());
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        return new RegistrationAnswer(refusal.status(), headers, Buffer.buffer(told.json()));
    }

    /** Whether the device is to take it for a failure of its request; {@code failed} and {@code disabled} are none. */
    public boolean isError() {
        return status >= FIRST_ERROR;
    }

    /** When to come again, in whole seconds. */
    public OptionalInt retryAfterSeconds() {
        return Optional.ofNullable(headers.get(HttpHeaders.RETRY_AFTER))
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElseGet(OptionalInt::empty);
    }

    /** The six-digit code of an error (behaviour.md 1.15), as the app's header tells it; 0 when there is none. */
    public int errorCode() {
        return Optional.ofNullable(headers.get("x-ms-error-code"))
                .filter(text -> SECONDS.matcher(text).matches())
                .map(Integer::parseInt)
                .orElse(0);
    }
}

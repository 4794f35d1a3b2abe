package io.muster.core.webhook;

import io.muster.core.allocation.WebhookUrl;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Port: one HTTP exchange with a webhook. */
public interface WebhookTransport {
    /**
     * What came back, whatever it was.
     *
     * @param body as text, at most {@link #LONGEST_ANSWER} bytes of it in UTF-8
     */
    record Reply(int status, Optional<Duration> retryAfter, String body) {}

    /** 64 KB. */
    int LONGEST_ANSWER = 64 * 1024;

    /** Posts JSON; the answer is whole, body included, within {@code timeout}. Redirects are not followed. */
    Reply post(WebhookUrl url, Map<String, String> headers, String body, Duration timeout) throws NoReplyException;
}

package io.muster.azure.webhook;

import com.azure.core.credential.TokenCredential;
import io.muster.azure.http.AnswerTooLongException;
import io.muster.azure.http.Egress;
import io.muster.azure.http.ForbiddenAddressException;
import io.muster.azure.http.RetryAfter;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.webhook.NoReplyException;
import io.muster.core.webhook.NoReplyException.Kind;
import io.muster.core.webhook.WebhookTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Posts to webhooks through the guarded way out; to those with an audience with a token made out to it. */
public final class WebhookHttp implements WebhookTransport {
    private final Egress egress;
    private final Audiences audiences;
    private final WebhookTokens tokens;
    private final Clock clock;

    /** @param identity makes this app's credential, at the first call that needs it */
    public WebhookHttp(Egress egress, Audiences audiences, Supplier<TokenCredential> identity, Clock clock) {
        this.egress = egress;
        this.audiences = audiences;
        this.tokens = new WebhookTokens(identity, clock);
        this.clock = clock;
    }

    @Override
    public Reply post(WebhookUrl url, Map<String, String> headers, String body, Duration timeout)
            throws NoReplyException {
        long end = System.nanoTime() + timeout.toNanos();
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        all.put("Accept", "application/json");
        Optional<String> audience = audiences.of(url.host());
        if (audience.isPresent()) {
            all.put("Authorization", "Bearer " + token(audience.get(), timeout));
        }
        try {
            Egress.Answer answer = egress.send(
                    new Egress.Call("webhook question", "POST", url.reveal(), all, body, LONGEST_ANSWER),
                    Duration.ofNanos(end - System.nanoTime()));
            Optional<Duration> retryAfter =
                    answer.headers().firstValue("retry-after").flatMap(text -> RetryAfter.parse(text, clock.instant()));
            return new Reply(answer.status(), retryAfter, answer.body());
        } catch (IOException e) {
            throw new NoReplyException(kind(e), e);
        }
    }

    private String token(String audience, Duration timeout) throws NoReplyException {
        try {
            return tokens.token(audience, timeout);
        } catch (TimeoutException | ExecutionException e) {
            throw new NoReplyException(Kind.NO_TOKEN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoReplyException(Kind.NO_TOKEN, e);
        }
    }

    private static Kind kind(IOException e) {
        if (e instanceof ForbiddenAddressException) {
            return Kind.FORBIDDEN;
        }
        if (e instanceof AnswerTooLongException) {
            return Kind.TOO_LONG;
        }
        if (e instanceof HttpTimeoutException) {
            return Kind.TIMEOUT;
        }
        boolean unreachable = e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof SSLException
                // Of connecting: Apache's own is one of these, and the whole answer's is another.
                || e instanceof SocketTimeoutException
                || e instanceof InterruptedIOException;
        return unreachable ? Kind.UNREACHABLE : Kind.BROKEN;
    }
}

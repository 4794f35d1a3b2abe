package io.muster.local.webhook;

import io.muster.core.allocation.WebhookUrl;
import io.muster.core.webhook.NoReplyException;
import io.muster.core.webhook.NoReplyException.Kind;
import io.muster.core.webhook.WebhookTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Posts from the author's own machine, where any address may be called. */
final class CheckTransport implements WebhookTransport {
    private final HttpClient client;
    private final boolean plain;

    /**
     * @param trust instead of the machine's own authorities
     * @param plain without TLS: for a webhook under construction, on this machine
     */
    CheckTransport(Optional<SSLContext> trust, boolean plain) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.plain = plain;
    }

    @Override
    public Reply post(WebhookUrl url, Map<String, String> headers, String body, Duration timeout)
            throws NoReplyException {
        String address = url.reveal().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(plain ? "http" + address.substring("https".length()) : address))
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        CompletableFuture<Reply> pending =
                client.sendAsync(request.build(), BodyHandlers.ofInputStream()).thenApplyAsync(CheckTransport::reply);
        try {
            // The body too: the request's own timeout ends with the headers.
            return pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new NoReplyException(Kind.TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoReplyException(Kind.TIMEOUT, e);
        } catch (ExecutionException e) {
            throw new NoReplyException(kind(Optional.ofNullable(e.getCause()).orElse(e)), e);
        }
    }

    private static Reply reply(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new TooLongException();
            }
            return new Reply(response.statusCode(), Optional.empty(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof TooLongException) {
            return Kind.TOO_LONG;
        }
        if (cause instanceof HttpTimeoutException) {
            return Kind.TIMEOUT;
        }
        return cause instanceof ConnectException || cause instanceof SSLException ? Kind.UNREACHABLE : Kind.BROKEN;
    }

    private static final class TooLongException extends RuntimeException {}

    private static final class BrokenException extends RuntimeException {
        BrokenException(IOException cause) {
            super(cause);
        }
    }
}

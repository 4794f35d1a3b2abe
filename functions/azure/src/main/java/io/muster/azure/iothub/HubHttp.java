package io.muster.azure.iothub;

import io.muster.azure.http.BoundedBody;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.LinkedHub;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends calls to hubs over one client for all: HTTP/1.1 with kept connections, no redirects, answers up to 1 MB. */
final class HubHttp {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<HttpClient.Builder> builder;
    private @Nullable HttpClient client;

    HubHttp(Supplier<HttpClient.Builder> builder) {
        this.builder = builder;
    }

    HubAnswer send(LinkedHub hub, URI address, HubCall call, String token, Deadline deadline) throws HubFailure {
        AtomicBoolean answered = new AtomicBoolean();
        try {
            return once(address, call, token, deadline, answered);
        } catch (IOException e) {
            if (answered.get() || !droppedConnection(e)) {
                throw unavailable(hub, call, e);
            }
        }
        // A kept connection that the hub has closed meanwhile fails like this; every call may be repeated.
        try {
            return once(address, call, token, deadline, answered);
        } catch (IOException e) {
            throw unavailable(hub, call, e);
        }
    }

    private static boolean droppedConnection(IOException e) {
        return !(e instanceof HttpTimeoutException || e instanceof ConnectException || e instanceof SSLException);
    }

    private HubAnswer once(URI address, HubCall call, String token, Deadline deadline, AtomicBoolean answered)
            throws IOException {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new HttpTimeoutException("no time left");
        }
        HttpRequest request = request(address, call, token, left);
        CompletableFuture<HttpResponse<String>> pending = client().sendAsync(request, head -> {
            answered.set(true);
            return new BoundedBody(LONGEST_ANSWER);
        });
        HttpResponse<String> response = await(pending, left);
        return new HubAnswer(response.statusCode(), response.headers(), response.body());
    }

    private static HttpRequest request(URI address, HubCall call, String token, Duration left) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + call.path()))
                .timeout(left)
                .header("Authorization", token)
                .header("Accept", "application/json");
        if (call.onlyIfThere()) {
            request.header("If-Match", "*");
        }
        if (call.body().isEmpty()) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json; charset=utf-8")
                .method(call.method(), BodyPublishers.ofString(call.body()))
                .build();
    }

    /** Bounds the body too: the request's own timeout ends with the headers. */
    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> pending, Duration left)
            throws IOException {
        try {
            return pending.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new HttpTimeoutException("no answer in time");
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpTimeoutException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("request failed", e.getCause());
        }
    }

    private static HubFailure unavailable(LinkedHub hub, HubCall call, IOException e) {
        String how = e instanceof HttpTimeoutException ? "no answer in time" : "no connection or a broken one";
        HubFailure failure = new HubFailure(
                HubFailure.Kind.UNAVAILABLE,
                "hub " + hub.host().name() + ": " + call.what() + ": " + how,
                Optional.empty());
        failure.initCause(e);
        return failure;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = builder.get()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
        }
        return client;
    }
}

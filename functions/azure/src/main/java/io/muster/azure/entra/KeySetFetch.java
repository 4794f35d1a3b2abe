package io.muster.azure.entra;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import io.muster.azure.http.BoundedBody;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gets the key set: no redirects, at most 256 KB, 5 s for all of it. The library's own retriever bounds each read only. */
final class KeySetFetch implements JWKSetSource<SecurityContext> {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(KeySetFetch.class.getName());
    private static final int LARGEST = 256 * 1024;
    private static final int OK = 200;

    private final URI address;
    private final Supplier<HttpClient.Builder> builder;
    private @Nullable HttpClient client;
    private volatile boolean failed;

    KeySetFetch(URI address, Supplier<HttpClient.Builder> builder) {
        this.address = address;
        this.builder = builder;
    }

    /** Whether the last fetch failed. */
    boolean failed() {
        return failed;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator when, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            JWKSet keys = JWKSet.parse(text());
            failed = false;
            return keys;
        } catch (IOException | ParseException e) {
            failed = true;
            LOG.log(Level.WARNING, "no signing keys from {0}: {1}", address, e);
            throw new JWKSetUnavailableException("no signing keys", e);
        }
    }

    private String text() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Accept", "application/json")
                .build();
        HttpResponse<String> response = await(client().sendAsync(request, head -> new BoundedBody(LARGEST)));
        if (response.statusCode() != OK) {
            throw new IOException("answer " + response.statusCode());
        }
        return response.body();
    }

    /** Bounds the body too: the request's own timeout ends with the headers. */
    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> pending) throws IOException {
        try {
            return pending.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new HttpTimeoutException("the key set did not come in time");
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("the key set did not come", e);
        }
    }

    @Override
    public void close() {
        // The client holds idle connections only, which end by themselves.
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = builder.get()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(LONGEST)
                    .build();
        }
        return client;
    }
}

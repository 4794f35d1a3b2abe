package io.muster.conformance.http;

import io.muster.conformance.spec.Specification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Sends calls to one server over HTTP/1.1; no answer may depart from the vendor's specification where that is at hand. */
public final class Wire {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** The platform answers a path with this in it itself: 400 without a body. */
    private static final String PLATFORMS_OWN = "%00";

    private final HttpClient client;
    private final URI server;

    public Wire(URI server) {
        this(server, client());
    }

    /** To a server of a service of one's own, which has a CA of its own. */
    public Wire(URI server, SSLContext trust) {
        this(server, client().sslContext(trust));
    }

    private Wire(URI server, HttpClient.Builder client) {
        this.client = client.build();
        this.server = server;
    }

    public Answer send(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + call.target()))
                .timeout(LONGEST)
                .method(call.method(), publisher(call));
        call.headers().forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return conformant(call, new Answer(response.statusCode(), response.headers(), response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(call.method() + " " + call.target(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(null))
                .connectTimeout(LONGEST);
    }

    private static Answer conformant(Call call, Answer answer) {
        if (call.target().contains(PLATFORMS_OWN)) {
            return answer;
        }
        List<String> faults = Specification.find()
                .map(specification -> specification.faults(answer.exchange(call)))
                .orElse(List.of());
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    call.method() + " " + call.target() + " is not answered as specified: " + faults + " in " + answer);
        }
        return answer;
    }

    private static BodyPublisher publisher(Call call) {
        if (call.body().isEmpty()) {
            return BodyPublishers.noBody();
        }
        String text = call.body().get();
        return call.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                : BodyPublishers.ofString(text);
    }
}

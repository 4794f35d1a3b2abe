package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeRefusal;
import io.muster.gateway.CertificateForge.Credential;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An instance of the app: verifies the edge header as the app does, remembers what came, answers as told. */
final class StubApp implements AutoCloseable {
    static final EdgeKeys KEYS = EdgeKeys.parse("test:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");

    /** One request as it arrived, with the verdict on its edge header. */
    record Seen(String method, String uri, MultiMap headers, Buffer body, String verdict, EdgeClaims claims) {
        String host() {
            return Optional.ofNullable(headers.get("Host")).orElse("");
        }
    }

    private final Vertx vertx;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private volatile Consumer<HttpServerResponse> answer = response -> response.end("ok");
    private volatile boolean probed;
    private final Queue<String> namesAsked = new ConcurrentLinkedQueue<>();
    private final String scheme;
    private int port;

    private StubApp(Vertx vertx, String scheme) {
        this.vertx = vertx;
        this.scheme = scheme;
    }

    static StubApp start() throws Exception {
        return start(0);
    }

    static StubApp start(int port) throws Exception {
        return listening(
                new StubApp(Vertx.vertx(), "http"),
                new HttpServerOptions().setHost("127.0.0.1").setPort(port));
    }

    /** One that is reached over TLS, as a Function App is. */
    static StubApp startTls(int port, Credential identity) throws Exception {
        return startTls("127.0.0.1", port, identity);
    }

    static StubApp startTls(String address, int port, Credential identity) throws Exception {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        identity.keyStore().store(store, CertificateForge.PASSWORD);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address)
                .setPort(port)
                .setSsl(true)
                .setSni(true)
                .setKeyCertOptions(new PfxOptions()
                        .setValue(Buffer.buffer(store.toByteArray()))
                        .setPassword(new String(CertificateForge.PASSWORD)));
        return listening(new StubApp(Vertx.vertx(), "https"), options);
    }

    private static StubApp listening(StubApp app, HttpServerOptions options) throws Exception {
        HttpServer server =
                app.vertx.createHttpServer(options.setMaxHeaderSize(32 * 1024)).requestHandler(app::handle);
        app.port = Await.result(server.listen()).actualPort();
        return app;
    }

    private void handle(HttpServerRequest request) {
        if (request.headers().get(EdgeHeader.name()) == null) {
            probed = true;
            request.response().setStatusCode(404).end();
            return;
        }
        Optional.ofNullable(request.connection().indicatedServerName()).ifPresent(namesAsked::add);
        request.body().onSuccess(body -> {
            seen.add(judged(request, body));
            answer.accept(request.response());
        });
    }

    private static Seen judged(HttpServerRequest request, Buffer body) {
        String header = request.headers().get(EdgeHeader.name());
        return new EdgeHeader(KEYS)
                .verify(header, request.method().name(), request.uri(), BodyDigest.of(body.getBytes()), Instant.now())
                .match(
                        claims -> seenWith(request, body, "GENUINE", claims),
                        reason -> seenWith(request, body, reason.name(), noClaims(reason)));
    }

    private static Seen seenWith(HttpServerRequest request, Buffer body, String verdict, EdgeClaims claims) {
        return new Seen(request.method().name(), request.uri(), request.headers(), body, verdict, claims);
    }

    private static EdgeClaims noClaims(EdgeRefusal reason) {
        throw new AssertionError("The gateway wrote an edge header that does not hold: " + reason);
    }

    /** What to answer from now on. */
    void answers(Consumer<HttpServerResponse> next) {
        answer = next;
    }

    /** The next request that arrived, within 10 s. */
    Seen next() throws InterruptedException {
        Seen next = seen.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "The app got no request");
        return next;
    }

    /** Forgets what has come so far. */
    void forget() {
        seen.clear();
    }

    int waiting() {
        return seen.size();
    }

    /** The host names that TLS clients asked for, oldest first. */
    List<String> namesAsked() {
        return List.copyOf(namesAsked);
    }

    void forgetProbes() {
        probed = false;
    }

    boolean wasProbed() {
        return probed;
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create(scheme + "://" + (scheme.equals("https") ? "localhost" : "127.0.0.1") + ":" + port);
    }

    @Override
    public void close() throws Exception {
        Await.result(vertx.close());
    }
}

package io.muster.gateway.upstream;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One functions host, or a whole Function App behind one name: where it is, whether it is up, how many requests it is working on. Safe for all threads. */
public final class Instance {
    /** So many requests in a row broken or timed out, and the instance counts as down until a probe says otherwise. */
    private static final int BROKEN_IN_A_ROW = 3;

    private static final int HTTPS_PORT = 443;

    private final String host;
    private final int port;
    private final boolean tls;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean up = true;

    /** One that is called in plain HTTP. */
    public Instance(String host, int port) {
        this(host, port, false);
    }

    private Instance(String host, int port, boolean tls) {
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    /** The instance at {@code http://host:port} or {@code https://host[:port]}. */
    public static Instance at(URI upstream) {
        boolean tls = "https".equals(upstream.getScheme());
        return new Instance(upstream.getHost(), upstream.getPort() < 0 ? HTTPS_PORT : upstream.getPort(), tls);
    }

    RequestOptions request(HttpMethod method, String rawPathAndQuery) {
        return new RequestOptions()
                .setSsl(tls)
                .setHost(host)
                .setPort(port)
                .setMethod(method)
                .setURI(rawPathAndQuery);
    }

    /**
     * The Host header it is to be called with, if not the client's: a platform's front end finds the app by it. The app takes the
     * name that the client asked for from the edge header.
     */
    Optional<String> ownHostHeader() {
        return tls ? Optional.of(port == HTTPS_PORT ? host : host + ":" + port) : Optional.empty();
    }

    boolean isUp() {
        return up;
    }

    int inFlight() {
        return inFlight.get();
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    void end() {
        inFlight.decrementAndGet();
    }

    void answered() {
        broken.set(0);
    }

    void broke() {
        if (broken.incrementAndGet() >= BROKEN_IN_A_ROW) {
            up = false;
        }
    }

    void markDown() {
        up = false;
    }

    void markUp() {
        broken.set(0);
        up = true;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

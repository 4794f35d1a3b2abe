package io.muster.gateway.upstream;

import io.muster.core.telemetry.TraceParent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;

/** Calls to the instances over kept connections; one object for each event loop, so that no call changes threads. */
public final class Upstream {
    /** Shorter than any host keeps an idle connection, so that we close it and never meet it closing. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final int CONNECTIONS_PER_INSTANCE = 256;
    private static final int WAITING_PER_INSTANCE = 1_000;
    private static final int LARGEST_ANSWER_HEAD = 32 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Instances instances;
    private final Duration timeout;
    private final TraceDraw traces;

    public Upstream(Vertx vertx, Instances instances, Duration connect, Duration timeout, TraceDraw traces) {
        this.vertx = vertx;
        this.instances = instances;
        this.timeout = timeout;
        this.traces = traces;
        this.client = vertx.createHttpClient(UpstreamTls.addTo(new HttpClientOptions(), instances.trust())
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(CONNECTIONS_PER_INSTANCE)
                .setMaxWaitQueueSize(WAITING_PER_INSTANCE)
                .setMaxHeaderSize(LARGEST_ANSWER_HEAD)
                .setDecompressionSupported(false)
                .setConnectTimeout(Math.toIntExact(connect.toMillis())));
    }

    /** A call in a trace of its own, not yet started. */
    public UpstreamCall call(UpstreamRequest request) {
        TraceParent trace = traces.next();
        request.headers().set(TraceParent.NAME, trace.text());
        return new UpstreamCall(vertx, client, instances, timeout, request, trace);
    }
}

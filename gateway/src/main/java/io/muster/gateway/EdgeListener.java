package io.muster.gateway;

import io.muster.core.edge.EdgeHeader;
import io.muster.gateway.http.HttpFront;
import io.muster.gateway.tls.TlsFront;
import io.muster.gateway.upstream.Instances;
import io.muster.gateway.upstream.Upstream;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;

/** The listener on one event loop; all listeners of a gateway share the port, each has its own upstream calls. */
final class EdgeListener extends AbstractVerticle {
    /** Vert.x shares one free port among the listeners that ask for the same negative number. */
    private static final int ONE_FREE_PORT = -1;

    /** Time for a client to read its answer, on top of the time the upstream may take. */
    private static final Duration READING = Duration.ofSeconds(30);

    private final Settings settings;
    private final Instances instances;
    private final Clock clock;
    private final Promise<Integer> port = Promise.promise();
    private final Promise<HttpFront> front = Promise.promise();

    EdgeListener(Settings settings, Instances instances, Clock clock) {
        this.settings = settings;
        this.instances = instances;
        this.clock = clock;
    }

    @Override
    public void start(Promise<Void> started) {
        Limits limits = settings.limits();
        HttpServerOptions options = TlsFront.addTo(serverOptions(limits), settings.identity());
        HttpFront http = new HttpFront(
                new EdgeHeader(settings.edgeKeys()),
                new Upstream(vertx, instances, limits.connect(), limits.upstream()),
                clock,
                new HttpFront.HttpLimits(
                        limits.bodyBytes(),
                        limits.receive(),
                        limits.idle(),
                        limits.upstream().plus(READING)));
        front.complete(http);
        http.attach(vertx, vertx.createHttpServer(options), options)
                .listen()
                .onSuccess(server -> port.complete(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions serverOptions(Limits limits) {
        return new HttpServerOptions()
                .setHost(settings.address())
                .setPort(settings.httpsPort() == 0 ? ONE_FREE_PORT : settings.httpsPort())
                .setMaxHeaderSize(limits.headerBytes())
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false);
    }

    int port() {
        return port.future().result();
    }

    Future<Void> drain() {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(go -> front.future().compose(HttpFront::drain).onComplete(drained));
        return drained.future();
    }
}

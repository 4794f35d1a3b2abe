package io.muster.gateway;

import io.muster.gateway.tls.ConnectionGate;
import io.muster.gateway.tls.GatedTransport;
import io.muster.gateway.tls.TlsFront;
import io.muster.gateway.upstream.HealthProbe;
import io.muster.gateway.upstream.Instance;
import io.muster.gateway.upstream.Instances;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** A running gateway: one listener for each core, all on one port. */
public final class Gateway {
    private final Vertx vertx;
    private final ConnectionGate gate;
    private final List<EdgeListener> listeners;
    private final Limits limits;

    private Gateway(Vertx vertx, ConnectionGate gate, List<EdgeListener> listeners, Limits limits) {
        this.vertx = vertx;
        this.gate = gate;
        this.listeners = listeners;
        this.limits = limits;
    }

    /** Starts a gateway; ends when it listens, or with the reason why it cannot. */
    public static Future<Gateway> start(Settings settings, Clock clock) {
        TlsFront.prepareProcess();
        Limits limits = settings.limits();
        ConnectionGate gate = new ConnectionGate(limits.connections(), limits.connectionsPerClient());
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx = vertx(gate, cores);
        Instances instances = new Instances(
                settings.upstreams().stream().map(Gateway::instance).toList());
        List<EdgeListener> listeners = Stream.generate(() -> new EdgeListener(settings, instances, clock))
                .limit(cores)
                .toList();
        new HealthProbe(vertx, instances, limits.connect()).start(limits.probe());
        Gateway gateway = new Gateway(vertx, gate, listeners, limits);
        return deploy(vertx, listeners)
                .map(gateway)
                .recover(cause -> vertx.close().transform(closed -> Future.failedFuture(cause)));
    }

    /** The port it listens on. */
    public int httpsPort() {
        return listeners.get(0).port();
    }

    /** Takes no more connections, lets running requests end (bounded by the drain limit), then stops. */
    public Future<Void> stop() {
        gate.close();
        Promise<Void> timeUp = Promise.promise();
        vertx.setTimer(limits.drain().toMillis(), fired -> timeUp.complete());
        Future<Void> drained =
                Future.all(listeners.stream().map(EdgeListener::drain).toList()).mapEmpty();
        return Future.any(drained, timeUp.future()).transform(done -> vertx.close());
    }

    private static Instance instance(URI upstream) {
        return new Instance(upstream.getHost(), upstream.getPort());
    }

    private static Vertx vertx(ConnectionGate gate, int eventLoops) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        // The public builder takes no transport, and only there can connections be refused before TLS.
        return new VertxBuilder(options)
                .findTransport(new GatedTransport(gate))
                .init()
                .vertx();
    }

    private static Future<Void> deploy(Vertx vertx, List<EdgeListener> listeners) {
        return Future.all(listeners.stream()
                        .map(listener -> vertx.deployVerticle(listener, new DeploymentOptions()))
                        .toList())
                .mapEmpty();
    }
}

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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: one set of listeners for each core, all on the same ports. */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Vertx vertx;
    private final ConnectionGate gate;
    private final List<EdgeListener> listeners;
    private final Settings settings;
    private final Instances instances;
    private final HealthProbe probe;
    private final Optional<HealthListener> health;
    private volatile boolean draining;

    private Gateway(
            Vertx vertx, ConnectionGate gate, List<EdgeListener> listeners, Settings settings, Instances instances) {
        this.vertx = vertx;
        this.gate = gate;
        this.listeners = listeners;
        this.settings = settings;
        this.instances = instances;
        this.probe = new HealthProbe(vertx, instances, settings.limits().connect());
        Settings.Operations operations = settings.operations();
        this.health = operations.healthPort().isEmpty()
                ? Optional.empty()
                : Optional.of(new HealthListener(
                        operations.healthAddress(), operations.healthPort().getAsInt(), this::readiness, this::pulse));
    }

    /** Starts a gateway; ends when it listens, or with the reason why it cannot. */
    public static Future<Gateway> start(Settings settings, Clock clock) {
        TlsFront.prepareProcess();
        Limits limits = settings.limits();
        ConnectionGate gate = new ConnectionGate(limits.connections(), limits.connectionsPerClient());
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx = vertx(gate, cores);
        Instances instances =
                new Instances(settings.upstreams().stream().map(Instance::at).toList(), settings.upstreamTrust());
        List<EdgeListener> listeners = Stream.generate(() -> new EdgeListener(settings, instances, clock))
                .limit(cores)
                .toList();
        Gateway gateway = new Gateway(vertx, gate, listeners, settings, instances);
        return deploy(vertx, listeners)
                .compose(listening -> gateway.operate(clock))
                .map(gateway)
                .recover(cause -> gateway.close().transform(closed -> Future.failedFuture(cause)));
    }

    /** The port it listens on for HTTP and WebSockets. */
    public int httpsPort() {
        return listeners.get(0).httpsPort();
    }

    /** The port it listens on for MQTT. */
    public int mqttPort() {
        return listeners.get(0).mqttPort();
    }

    /** The port it listens on for AMQP. */
    public int amqpPort() {
        return listeners.get(0).amqpPort();
    }

    /** The port its health is told on, if any. */
    public OptionalInt healthPort() {
        return health.map(HealthListener::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * Says that it is not ready for as long as the settings say, then takes no more connections, lets running requests end (bounded
     * by the drain limit) and stops.
     */
    public Future<Void> stop() {
        draining = true;
        Duration notice = settings.operations().notice();
        Duration limit = settings.limits().drain();
        LOG.info("Stopping: new connections are taken for {} more, running requests may take {} then", notice, limit);
        return after(notice)
                .compose(noticed -> {
                    gate.close();
                    Future<Void> drained = Future.all(
                                    listeners.stream().map(EdgeListener::drain).toList())
                            .<Void>mapEmpty()
                            .onSuccess(empty -> LOG.info("All connections have ended"));
                    return Future.any(drained, after(limit));
                })
                .transform(done -> close())
                .onSuccess(stopped -> LOG.info("Stopped"));
    }

    private Future<Void> after(Duration wait) {
        Promise<Void> over = Promise.promise();
        if (wait.isZero()) {
            over.complete();
        } else {
            vertx.setTimer(wait.toMillis(), fired -> over.complete());
        }
        return over.future();
    }

    private Future<Void> close() {
        probe.stop();
        return vertx.close()
                .transform(closed -> health.map(HealthListener::stop).orElseGet(Future::succeededFuture));
    }

    /** What the operator's side needs: renewed certificates, and a place where health is told. */
    private Future<Void> operate(Clock clock) {
        probe.start(settings.limits().probe());
        vertx.setPeriodic(
                settings.operations().reload().toMillis(),
                tick -> vertx.executeBlocking(() -> {
                    settings.identity().refresh(clock.instant());
                    return Boolean.TRUE;
                }));
        return health.map(HealthListener::listen).orElseGet(Future::succeededFuture);
    }

    private HealthListener.Readiness readiness() {
        if (draining) {
            return HealthListener.Readiness.DRAINING;
        }
        return instances.anyUp() ? HealthListener.Readiness.READY : HealthListener.Readiness.NO_INSTANCE;
    }

    private Future<Void> pulse() {
        return Future.all(listeners.stream().map(EdgeListener::pulse).toList()).mapEmpty();
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

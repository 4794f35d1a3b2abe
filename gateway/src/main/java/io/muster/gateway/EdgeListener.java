package io.muster.gateway;

import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.amqp.AmqpFront;
import io.muster.gateway.amqp.AmqpLimits;
import io.muster.gateway.http.HttpFront;
import io.muster.gateway.mqtt.MqttFront;
import io.muster.gateway.mqtt.MqttLimits;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.SocketService;
import io.muster.gateway.socket.TlsSocket;
import io.muster.gateway.tls.TlsFront;
import io.muster.gateway.upstream.Instances;
import io.muster.gateway.upstream.TraceDraw;
import io.muster.gateway.upstream.Upstream;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The listeners on one event loop; those of all loops share their ports, each loop has its own upstream calls. */
final class EdgeListener extends AbstractVerticle {
    /** Vert.x shares one free port among the listeners that ask for the same negative number. */
    private static final int FREE_HTTPS_PORT = -1;

    private static final int FREE_MQTT_PORT = -2;
    private static final int FREE_AMQP_PORT = -3;

    /** Time for a client to read its answer, on top of the time the upstream may take. */
    private static final Duration READING = Duration.ofSeconds(30);

    private final Settings settings;
    private final Limits limits;
    private final Instances instances;
    private final Clock clock;
    private final Promise<Integer> httpsPort = Promise.promise();
    private final Promise<Integer> mqttPort = Promise.promise();
    private final Promise<Integer> amqpPort = Promise.promise();
    private final Promise<Fronts> fronts = Promise.promise();

    private record Fronts(HttpFront http, List<SocketService> services) {
        Future<Void> drain() {
            Future<Void> sockets = Future.all(
                            services.stream().map(SocketService::drain).toList())
                    .mapEmpty();
            return Future.all(http.drain(), sockets).mapEmpty();
        }
    }

    EdgeListener(Settings settings, Instances instances, Clock clock) {
        this.settings = settings;
        this.limits = settings.limits();
        this.instances = instances;
        this.clock = clock;
    }

    @Override
    public void start(Promise<Void> started) {
        EdgeHeader header = new EdgeHeader(settings.edgeKeys());
        TraceDraw traces = new TraceDraw(settings.tracePercent(), new SecureRandom());
        Upstream upstream = new Upstream(vertx, instances, limits.connect(), limits.upstream(), traces);
        Registrations registrations =
                new Registrations(header, upstream, clock, limits.bodyBytes()).holding(vertx, limits.hold());
        MqttFront mqtt = new MqttFront(vertx, registrations, mqttLimits());
        AmqpFront amqp = new AmqpFront(vertx, registrations, amqpLimits(), clock);
        HttpFront http = new HttpFront(header, upstream, clock, httpLimits())
                .upgradeTo("mqtt", EdgeProtocol.MQTT_WS, mqtt)
                .upgradeTo("AMQPWSB10", EdgeProtocol.AMQP_WS, amqp);
        fronts.complete(new Fronts(http, List.of(mqtt, amqp)));
        Future.all(
                        listenForHttp(http),
                        listenFor(EdgeProtocol.MQTT, mqtt, orFree(settings.mqttPort(), FREE_MQTT_PORT), mqttPort),
                        listenFor(EdgeProtocol.AMQP, amqp, orFree(settings.amqpPort(), FREE_AMQP_PORT), amqpPort))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private Future<Void> listenForHttp(HttpFront http) {
        HttpServerOptions options = TlsFront.addTo(HttpFront.forWebSockets(httpOptions()), settings.identity());
        return http.attach(vertx, vertx.createHttpServer(options), options)
                .listen()
                .onSuccess(server -> httpsPort.complete(server.actualPort()))
                .mapEmpty();
    }

    private Future<Void> listenFor(EdgeProtocol protocol, SocketService service, int wanted, Promise<Integer> actual) {
        NetServerOptions options =
                new NetServerOptions().setHost(settings.address()).setPort(wanted);
        NetServer server = vertx.createNetServer(TlsFront.addTo(options, settings.identity()));
        return server.connectHandler(socket -> service.opened(TlsSocket.of(socket, protocol)))
                .listen()
                .onSuccess(listening -> actual.complete(listening.actualPort()))
                .mapEmpty();
    }

    private static int orFree(int port, int free) {
        return port == 0 ? free : port;
    }

    private HttpServerOptions httpOptions() {
        return new HttpServerOptions()
                .setHost(settings.address())
                .setPort(orFree(settings.httpsPort(), FREE_HTTPS_PORT))
                .setMaxHeaderSize(limits.headerBytes())
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false);
    }

    private HttpFront.HttpLimits httpLimits() {
        return new HttpFront.HttpLimits(
                limits.bodyBytes(),
                limits.receive(),
                limits.idle(),
                limits.upstream().plus(READING));
    }

    private MqttLimits mqttLimits() {
        return new MqttLimits(
                limits.bodyBytes(),
                limits.receive(),
                limits.messages().silence(),
                limits.messages().burst(),
                limits.messages().perSecond());
    }

    private AmqpLimits amqpLimits() {
        return AmqpLimits.of(limits.bodyBytes(), limits.receive(), READING, limits.idle());
    }

    int httpsPort() {
        return httpsPort.future().result();
    }

    int mqttPort() {
        return mqttPort.future().result();
    }

    int amqpPort() {
        return amqpPort.future().result();
    }

    /** Ends when this listener's event loop takes a turn. */
    Future<Void> pulse() {
        Promise<Void> turn = Promise.promise();
        context.runOnContext(go -> turn.complete());
        return turn.future();
    }

    Future<Void> drain() {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(go -> fronts.future().compose(Fronts::drain).onComplete(drained));
        return drained.future();
    }
}

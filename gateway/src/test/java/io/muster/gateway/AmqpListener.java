package io.muster.gateway;

import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.CertificateForge.Credential;
import io.muster.gateway.amqp.AmqpFront;
import io.muster.gateway.amqp.AmqpLimits;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.TlsSocket;
import io.muster.gateway.tls.TlsFront;
import io.muster.gateway.upstream.Instance;
import io.muster.gateway.upstream.Instances;
import io.muster.gateway.upstream.TraceDraw;
import io.muster.gateway.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** AMQP alone behind TLS, before a stub of the app. */
final class AmqpListener implements AutoCloseable {
    static final int BODY = 96 * 1024;

    private final Vertx vertx;
    private final StubApp app;
    private final AmqpFront front;
    private final Credential identity;
    private final int port;
    private final AtomicInteger connections;

    private AmqpListener(
            Vertx vertx, StubApp app, AmqpFront front, Credential identity, int port, AtomicInteger connections) {
        this.connections = connections;
        this.vertx = vertx;
        this.app = app;
        this.front = front;
        this.identity = identity;
        this.port = port;
    }

    static AmqpLimits limits() {
        return AmqpLimits.of(BODY, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    static AmqpListener start(AmqpLimits limits) throws Exception {
        TlsFront.prepareProcess();
        StubApp app = StubApp.start();
        Vertx vertx = Vertx.vertx();
        Credential identity = CertificateForge.chainOf(2, "server");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity.keyStore(), CertificateForge.PASSWORD);
        NetServerOptions options = new NetServerOptions().setHost("127.0.0.1").setPort(0);
        TlsFront.addTo(options, (X509KeyManager) keys.getKeyManagers()[0]);
        AtomicInteger connections = new AtomicInteger();
        Promise<AmqpFront> front = Promise.promise();
        Promise<NetServer> listening = Promise.promise();
        vertx.runOnContext(go -> {
            Upstream upstream = new Upstream(
                    vertx,
                    new Instances(List.of(Instance.at(app.uri())), Optional.empty()),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    new TraceDraw(0, new Random(1)));
            Registrations registrations =
                    new Registrations(new EdgeHeader(StubApp.KEYS), upstream, Clock.systemUTC(), BODY);
            AmqpFront made = new AmqpFront(vertx, registrations, limits, Clock.systemUTC());
            front.complete(made);
            vertx.createNetServer(options)
                    .connectHandler(socket -> {
                        connections.incrementAndGet();
                        ((NetSocketInternal) socket)
                                .channelHandlerContext()
                                .channel()
                                .closeFuture()
                                .addListener(closed -> connections.decrementAndGet());
                        made.opened(TlsSocket.of(socket, EdgeProtocol.AMQP));
                    })
                    .listen()
                    .onComplete(listening);
        });
        int port = Await.result(listening.future()).actualPort();
        return new AmqpListener(vertx, app, Await.result(front.future()), identity, port, connections);
    }

    /** How many are open. */
    int connections() {
        return connections.get();
    }

    StubApp app() {
        return app;
    }

    TestClient client() throws Exception {
        return TestClient.trusting(identity).toPort(port);
    }

    /** A device's connection, nothing said yet. */
    AmqpDevice device() throws Exception {
        return new AmqpDevice(client().connect());
    }

    /** One that shows a certificate. */
    AmqpDevice device(Credential credential) throws Exception {
        SwitchableKeys keys = new SwitchableKeys();
        keys.show(credential);
        return new AmqpDevice(client().with(keys).connect());
    }

    Future<Void> drain() {
        Promise<Void> drained = Promise.promise();
        vertx.runOnContext(go -> front.drain().onComplete(drained));
        return drained.future();
    }

    @Override
    public void close() throws Exception {
        Await.result(vertx.close());
        app.close();
    }
}

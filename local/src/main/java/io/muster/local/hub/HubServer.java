package io.muster.local.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running hub. All its state lives on one event loop, so nothing in it needs a lock. */
public final class HubServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    // IoT Hub takes messages of up to 256 KiB; the rest is for topic and properties.
    private static final int LARGEST_MESSAGE = 256 * 1024 + 16 * 1024;

    private final Vertx vertx;
    private final HubOptions options;
    private final HttpServer https;
    private final HttpServer admin;
    private final MqttServer mqtt;

    private HubServer(Vertx vertx, HubOptions options, HubParts hub) {
        this.vertx = vertx;
        this.options = options;
        this.https = vertx.createHttpServer(https(options)).requestHandler(new RegistryFront(vertx, hub)::handle);
        this.admin = vertx.createHttpServer().requestHandler(new AdminFront(vertx, hub)::handle);
        this.mqtt = MqttServer.create(vertx, mqtt(options)).endpointHandler(new DeviceFront(vertx, hub)::handle);
    }

    /**
     * Starts a hub.
     *
     * @throws IOException if a port is taken, the key store is wrong or the journal cannot be read
     */
    public static HubServer start(HubOptions options, Clock clock) throws IOException {
        HubParts hub = new HubParts(options, clock);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        HubServer server = new HubServer(vertx, options, hub);
        try {
            await(server.https.listen(options.httpsPort(), options.address()));
            await(server.mqtt.listen(options.mqttPort(), options.address()));
            await(server.admin.listen(options.adminPort(), options.address()));
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    public int httpsPort() {
        return https.actualPort();
    }

    public int mqttPort() {
        return mqtt.actualPort();
    }

    public int adminPort() {
        return admin.actualPort();
    }

    @Override
    public void close() throws IOException {
        await(vertx.close());
        options.journal().close();
    }

    private static HttpServerOptions https(HubOptions options) {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(keys(options))
                .setMaxInitialLineLength(16 * 1024);
    }

    private static MqttServerOptions mqtt(HubOptions options) {
        MqttServerOptions mqtt = new MqttServerOptions();
        mqtt.setSsl(true).setKeyCertOptions(keys(options));
        // Devices with a certificate show it; those with a token need none.
        mqtt.setClientAuth(ClientAuth.REQUEST).setTrustOptions(TrustOptions.wrap(new AnyClient()));
        return mqtt.setMaxMessageSize(LARGEST_MESSAGE).setTimeoutOnConnect(20);
    }

    private static PfxOptions keys(HubOptions options) {
        return new PfxOptions()
                .setPath(options.keyStore().path().toString())
                .setPassword(options.keyStore().password());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The hub could not be started or stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}

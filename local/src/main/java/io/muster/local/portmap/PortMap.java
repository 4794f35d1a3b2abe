package io.muster.local.portmap;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A loopback SOCKS 5 and HTTP CONNECT proxy that maps (host, well-known port) to the sockets local servers really have.
 *
 * <p>Loopback addresses without a route are reached unchanged; everything else is refused.
 */
public final class PortMap implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final NetServer server;
    private final String address;

    private PortMap(Vertx vertx, NetServer server, String address) {
        this.vertx = vertx;
        this.server = server;
        this.address = address;
    }

    /**
     * Starts the proxy.
     *
     * @param address the loopback address to listen on
     * @param port the port to listen on, 0 for a free one
     * @throws IOException if the port is taken
     */
    public static PortMap start(String address, int port, List<Route> routes) throws IOException {
        if (!address.startsWith("127.")) {
            throw new IllegalArgumentException("The port map listens on loopback only, not on " + address);
        }
        Routes map = new Routes(routes);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        NetClient connector = vertx.createNetClient();
        NetServer server = vertx.createNetServer().connectHandler(client -> serve(client, connector, map));
        PortMap portMap = new PortMap(vertx, server, address);
        try {
            await(server.listen(port, address));
            return portMap;
        } catch (IOException e) {
            portMap.close();
            throw e;
        }
    }

    /** The port the proxy listens on. */
    public int port() {
        return server.actualPort();
    }

    /**
     * The options that send every plain socket of a JVM through this proxy. The last one is empty on purpose: by default
     * Java goes past a SOCKS proxy for {@code localhost} and {@code 127.*}, where all local servers are.
     */
    public List<String> jvmOptions() {
        return List.of("-DsocksProxyHost=" + address, "-DsocksProxyPort=" + port(), "-DsocksNonProxyHosts=");
    }

    @Override
    public void close() throws IOException {
        await(vertx.close());
    }

    private static void serve(NetSocket client, NetClient connector, Routes routes) {
        ProxySession session = new ProxySession(client, connector, routes);
        client.handler(session::hear);
        client.exceptionHandler(error -> client.close());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The port map could not be started or stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}

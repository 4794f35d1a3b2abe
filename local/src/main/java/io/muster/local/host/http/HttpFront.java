package io.muster.local.host.http;

import io.muster.local.host.app.StartupException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP server in front of the functions, on loopback, with the limits of the platform's server. */
public final class HttpFront implements AutoCloseable {
    private static final int MAX_HEADERS = 32 * 1024;
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int IDLE_SECONDS = 230;
    private static final long WAIT_SECONDS = 10;

    private final HttpServer server;

    private HttpFront(HttpServer server) {
        this.server = server;
    }

    /** Listens on 127.0.0.1; port 0 takes a free one. */
    public static HttpFront listen(Vertx vertx, int port, RouteTable routes, HttpInvocations invocations)
            throws StartupException, InterruptedException {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> new HttpCall(vertx, request, routes, invocations).serve());
        try {
            server.listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage());
        }
        return new HttpFront(server);
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}

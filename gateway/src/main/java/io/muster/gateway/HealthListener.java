package io.muster.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tells in plain HTTP how the process fares, to load balancers and orchestrators. It has an event loop of its own: clients' load
 * and the bounds on their connections do not touch it, and it answers until the gateway has stopped.
 */
final class HealthListener {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int IDLE_SECONDS = 30;
    private static final int LARGEST_HEAD = 4 * 1024;
    private static final long PULSE_MILLIS = 2_000;

    /** What requests may be sent to this gateway now, and why not. */
    enum Readiness {
        READY,
        DRAINING,
        NO_INSTANCE
    }

    private final Vertx vertx;
    private final Supplier<Readiness> readiness;
    private final Supplier<Future<Void>> pulse;
    private final HttpServer server;

    /**
     * Not to be called on an event loop, since it makes one.
     *
     * @param port 0 takes a free one
     * @param pulse ends when every event loop of the gateway has taken a turn
     */
    HealthListener(String address, int port, Supplier<Readiness> readiness, Supplier<Future<Void>> pulse) {
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.readiness = readiness;
        this.pulse = pulse;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(address)
                .setPort(port)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    Future<Void> listen() {
        return server.requestHandler(this::answer).listen().mapEmpty();
    }

    int port() {
        return server.actualPort();
    }

    Future<Void> stop() {
        return vertx.close();
    }

    private void answer(HttpServerRequest request) {
        boolean look =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!look) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            end(request, NOT_ALLOWED, "method-not-allowed");
            return;
        }
        switch (request.path()) {
            case "/health/ready" -> ready(request);
            case "/health/live" -> live(request);
            default -> end(request, NOT_FOUND, "not-found");
        }
    }

    private void ready(HttpServerRequest request) {
        switch (readiness.get()) {
            case READY -> end(request, OK, "ready");
            case DRAINING -> end(request, UNAVAILABLE, "draining");
            case NO_INSTANCE -> end(request, UNAVAILABLE, "no-instance");
        }
    }

    private void live(HttpServerRequest request) {
        // Its answer comes from another event loop; back to ours before the response is touched.
        Future<Void> beat = pulse.get().timeout(PULSE_MILLIS, TimeUnit.MILLISECONDS);
        beat.onComplete(done -> vertx.runOnContext(back -> {
            boolean stuck = done.failed() && done.cause() instanceof TimeoutException;
            end(request, done.succeeded() ? OK : UNAVAILABLE, done.succeeded() ? "live" : stuck ? "stuck" : "stopped");
        }));
    }

    private static void end(HttpServerRequest request, int status, String text) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end("{\"status\":\"" + text + "\"}");
        }
    }
}

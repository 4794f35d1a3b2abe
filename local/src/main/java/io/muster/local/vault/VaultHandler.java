package io.muster.local.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The vault's HTTP side: the challenge, the token, the switched faults, then the interface itself. */
final class VaultHandler implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(VaultHandler.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;

    private final VaultApi api;
    private final VaultFaults faults;
    private final BearerToken token;
    private final Executor workers;

    VaultHandler(VaultApi api, VaultFaults faults, BearerToken token, Executor workers) {
        this.api = api;
        this.faults = faults;
        this.token = token;
        this.workers = workers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!token.isIn(header(exchange, "Authorization"))) {
            challenge(exchange);
        } else if (faults.delay().isZero()) {
            serve(exchange);
        } else {
            CompletableFuture.delayedExecutor(faults.delay().toMillis(), TimeUnit.MILLISECONDS, workers)
                    .execute(() -> serve(exchange));
        }
    }

    private void serve(HttpExchange exchange) {
        try {
            answer(exchange);
        } catch (IOException e) {
            LOG.log(Level.FINE, "A client went before its answer", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Optional<VaultProblem> fault = faults.next();
            if (fault.isPresent()) {
                throw fault.get();
            }
            send(exchange, 200, api.answer(call(exchange)));
        } catch (VaultProblem e) {
            send(exchange, e.status(), e.toJson());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A call failed", e);
            send(exchange, 500, new VaultProblem(500, "InternalServerError", "The call failed.").toJson());
        }
    }

    private static VaultCall call(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new VaultProblem(413, "RequestBodyTooLarge", "The body is too large.");
        }
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (!("&" + query).contains("&api-version=")) {
            throw VaultProblem.badParameter("The api-version is missing.");
        }
        return VaultCall.of(
                exchange.getRequestMethod(),
                base(exchange),
                exchange.getRequestURI().getRawPath(),
                body);
    }

    // Key identifiers carry the name by which the caller reached the vault, if it is one that could be a host's.
    private static String base(HttpExchange exchange) {
        String host = header(exchange, "Host");
        return "https://"
                + (host.matches("[0-9A-Za-z.-]{1,253}(:\\d{1,5})?")
                        ? host
                        : "127.0.0.1:" + exchange.getLocalAddress().getPort());
    }

    // The client's first call brings no token: it asks where to get one. The address named here leads nowhere else.
    private static void challenge(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        "Bearer authorization=\"" + base(exchange) + "/local\", resource=\"https://vault.azure.net\"");
        VaultProblem missing = new VaultProblem(401, "Unauthorized", "The call brings no token that this vault takes.");
        send(exchange, 401, missing.toJson());
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        try (exchange) {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}

package io.muster.local.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The steering side of a local process: plain HTTP on loopback, verbs named {@code "POST /path"} with their arguments in
 * the query, answers in JSON. 400 with {@code {"error"}} for a bad argument, 404 for an unknown verb.
 */
public final class AdminServer implements AutoCloseable {
    /** One verb: query arguments in, the JSON object to answer out; {@link IllegalArgumentException} becomes 400. */
    @FunctionalInterface
    public interface Verb {
        Map<String, Object> run(Map<String, String> query);
    }

    private static final Logger LOG = Logger.getLogger(AdminServer.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Set<String> LOCAL_NAMES = Set.of("127.0.0.1", "localhost");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Verb> verbs;
    private final HttpServer server;

    private AdminServer(HttpServer server, Map<String, Verb> verbs) {
        this.server = server;
        this.verbs = Map.copyOf(verbs);
    }

    /** Serves the verbs on 127.0.0.1; port 0 takes a free one. */
    public static AdminServer start(int port, Map<String, Verb> verbs) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        AdminServer admin = new AdminServer(http, verbs);
        http.createContext("/", admin::handle);
        http.start();
        return admin;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Verb> verb = Optional.ofNullable(verbs.get(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()));
            if (fromBrowser(exchange)) {
                answer(exchange, 403, Map.of("error", "Only local tools may steer this process"));
            } else if (verb.isEmpty()) {
                answer(exchange, 404, Map.of("error", "No such verb", "verbs", verbs.keySet()));
            } else {
                run(exchange, verb.get());
            }
        }
    }

    private void run(HttpExchange exchange, Verb verb) throws IOException {
        try {
            answer(exchange, 200, verb.run(query(exchange.getRequestURI().getRawQuery())));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "An admin verb failed", e);
            answer(exchange, 500, Map.of("error", "The verb failed"));
        }
    }

    // A web page open on this machine must not be able to steer the process, not by a rebound name either.
    private static boolean fromBrowser(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        boolean local = LOCAL_NAMES.contains(host.replaceFirst(":\\d*$", ""));
        return !local || exchange.getRequestHeaders().containsKey("Origin");
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("Arguments are name=value pairs");
            }
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

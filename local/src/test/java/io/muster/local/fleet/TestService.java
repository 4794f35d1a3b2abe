package io.muster.local.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.muster.local.hub.access.SasToken;
import io.muster.local.hub.access.SymmetricKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on loopback that lets in holders of its key only, and misbehaves at the calls a test names. */
final class TestService implements AutoCloseable {
    static final String HOST = "fleet.example.net";

    private final SymmetricKey key = SymmetricKey.random();
    private final Handler handler;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int lastGood = Integer.MAX_VALUE;

    /** What a call asked for. */
    record Heard(String method, String path, String query, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    record Reply(int status, Map<String, String> headers, String body) {
        static Reply ok(String body) {
            return new Reply(200, Map.of(), body);
        }

        static Reply page(String body, Optional<String> next) {
            return new Reply(
                    200, next.map(token -> Map.of("x-ms-continuation", token)).orElse(Map.of()), body);
        }

        static Reply error(int status, int code, String message) {
            return new Reply(status, Map.of(), "{\"errorCode\":" + code + ",\"message\":\"" + message + "\"}");
        }
    }

    /** Called from many threads. */
    @FunctionalInterface
    interface Handler {
        Reply answer(Heard heard);
    }

    /** What goes wrong with a call. */
    sealed interface Fault {
        /** An answer of this status instead of the call being done. */
        record Status(int status, String retryAfter) implements Fault {}

        /** The call is done, but half of the answer gets through. */
        record Cut() implements Fault {}

        /** Something happens while the call is under way. */
        record Meanwhile(Runnable event) implements Fault {}
    }

    private TestService(HttpServer server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    static TestService start(Handler handler) throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        TestService service = new TestService(http, handler);
        http.createContext("/", service::handle);
        http.setExecutor(service.threads);
        http.start();
        return service;
    }

    String connectionString() {
        return "HostName=" + HOST + ";SharedAccessKeyName=operator;SharedAccessKey=" + key.reveal()
                + ";Endpoint=http://127.0.0.1:" + server.getAddress().getPort();
    }

    String secret() {
        return key.reveal();
    }

    /** Calls so far, counted from 1. */
    int calls() {
        return calls.get();
    }

    /** Method, path and query of every call. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    void fault(int call, Fault fault) {
        faults.put(call, fault);
    }

    /** From the next call on everybody is shut out, which no trying again cures. */
    void shutAfter(int call) {
        lastGood = call;
    }

    void open() {
        lastGood = Integer.MAX_VALUE;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int call = calls.incrementAndGet();
            Heard asked = read(exchange);
            heard.add(asked.method() + " " + asked.path() + (asked.query().isEmpty() ? "" : "?" + asked.query()));
            Optional<Fault> fault = Optional.ofNullable(faults.get(call));
            if (call > lastGood || !isLetIn(asked)) {
                send(exchange, Reply.error(401, 401002, "Unauthorized"), false);
            } else if (fault.isPresent() && fault.get() instanceof Fault.Status status) {
                Map<String, String> headers =
                        status.retryAfter().isEmpty() ? Map.of() : Map.of("Retry-After", status.retryAfter());
                send(exchange, new Reply(status.status(), headers, "busy"), false);
            } else {
                Reply reply = handler.answer(asked);
                if (fault.isPresent() && fault.get() instanceof Fault.Meanwhile meanwhile) {
                    meanwhile.event().run();
                }
                send(exchange, reply, fault.isPresent() && fault.get() instanceof Fault.Cut);
            }
        }
    }

    private boolean isLetIn(Heard asked) {
        return SasToken.parse(asked.header("Authorization"))
                .filter(token -> token.keyName().equals("operator") && token.covers(HOST, asked.path()))
                .map(token -> token.isSignedBy(key))
                .orElse(false);
    }

    private static Heard read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        return new Heard(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                body);
    }

    private static void send(HttpExchange exchange, Reply reply, boolean cut) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
    }
}

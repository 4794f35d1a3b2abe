package io.muster.conformance.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.conformance.stack.LocalStack;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An author's webhook on loopback, with a certificate of the stack's own CA; it answers by a script and notes its questions. */
final class WebhookHost implements AutoCloseable {
    private final HttpsServer server;
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();

    /** @param headers one line each, {@code name: value} */
    record Reply(int status, List<String> headers, String body) {}

    record Question(String operation, String attempt, String tried, String query, String body) {}

    WebhookHost(LocalStack stack) throws IOException, GeneralSecurityException {
        Path certificate = Path.of(stack.facts().path("caFile").asText());
        LocalAuthority authority = LocalAuthority.open(certificate.resolveSibling(""), Clock.systemUTC());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                tls(authority.issueServer("webhook", List.of("localhost"), List.of("127.0.0.1")))));
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "webhook");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/choose", this::serve);
        server.start();
    }

    private static SSLContext tls(KeyStoreFile file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.path())) {
            store.load(in, file.password().toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, file.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/api/choose?code=planted-key";
    }

    /** Each but the last one answers once. */
    WebhookHost then(int status, String body, String... headers) {
        script.add(new Reply(status, List.of(headers), body));
        return this;
    }

    List<Question> questions() {
        return questions;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            questions.add(new Question(
                    header(exchange, "x-muster-operation-id"),
                    header(exchange, "x-muster-attempt"),
                    header(exchange, "x-muster-try"),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Reply reply = script.size() > 1 ? script.remove() : script.element();
            for (String line : reply.headers()) {
                int colon = line.indexOf(':');
                exchange.getResponseHeaders()
                        .set(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

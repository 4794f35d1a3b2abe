package io.muster.conformance.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An author's webhook on loopback, with a certificate that the local service trusts. */
public final class WebhookServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Behaviour UNKNOWN = (exchange, before) -> "{}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpsServer server;

    /** One call: whose device, of which operation, with which hubs to choose from. */
    public record Call(String device, String operation, List<String> offered) {}

    /** How a device's calls are answered; may end the exchange in its own way and return false, or wait. */
    @FunctionalInterface
    public interface Behaviour {
        /** @return the answer's body, or empty text when the exchange is left without one */
        String answer(HttpExchange exchange, int callsBefore) throws IOException;
    }

    public WebhookServer(LocalStack stack) {
        try {
            Path certificates = Path.of(stack.facts().path("caFile").asText()).resolveSibling(".");
            KeyStoreFile keys = LocalAuthority.open(certificates, Clock.systemUTC())
                    .issueServer("test-webhook", List.of("localhost"), List.of("127.0.0.1"));
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/allocate?code=of-no-use";
    }

    /** One of a device's own, with its own circuit breaker. */
    public String url(String device) {
        return url().replace("/allocate", "/allocate/" + device);
    }

    public void behave(String device, Behaviour behaviour) {
        behaviours.put(device, behaviour);
    }

    /** An answer that names this hub. */
    public static String chooses(String hub) {
        return "{\"iotHubHostName\":\"" + hub + "\"}";
    }

    /** The calls about a device, oldest first. */
    public List<Call> calls(String device) {
        return calls.stream().filter(call -> call.device().equals(device)).toList();
    }

    public void forget(String device) {
        calls.removeIf(call -> call.device().equals(device));
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String device = asked.at("/deviceRuntimeContext/registrationId").asText();
        int before = calls(device).size();
        calls.add(new Call(
                device,
                String.valueOf(exchange.getRequestHeaders().getFirst("x-muster-operation-id")),
                StreamSupport.stream(asked.path("linkedHubs").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
        String answer = behaviours.getOrDefault(device, UNKNOWN).answer(exchange, before);
        if (!answer.isEmpty()) {
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    private static SSLContext tls(KeyStoreFile keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.path())) {
            store.load(in, keys.password().toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, keys.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

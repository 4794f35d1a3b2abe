package io.muster.azure.keyvault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.net.ssl.SSLContext;

/** A vault with one RSA key of up to two versions, "v0" and "v1", that wraps and unwraps, and fails when told to. */
final class TinyVault implements AutoCloseable {
    private static final OAEPParameterSpec OAEP_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final List<KeyPair> PAIRS = List.of(pair(), pair());

    private final ObjectMapper json = new ObjectMapper();
    private final List<KeyPair> versions = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger failure = new AtomicInteger();
    private final HttpsServer server;

    TinyVault(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::handle);
        server.start();
        rotate();
    }

    String keyUrl() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/keys/wrapping";
    }

    void rotate() {
        versions.add(PAIRS.get(versions.size()));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA", e);
        }
    }

    void failWith(int status) {
        failure.set(status);
    }

    /** Method, path and token of each request so far. */
    List<String> seen() {
        return new ArrayList<>(seen);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        seen.add(exchange.getRequestMethod() + " " + path + " " + token);
        if (token.equals("null")) {
            // As the real vault does: the client's first request carries no token and learns here whom to ask.
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer authorization=\"https://login.local/tenant\", resource=\"https://vault.azure.net\"");
            answer(exchange, 401, "{}");
        } else if (failure.get() != 0) {
            answer(exchange, failure.get(), "{\"error\":{\"code\":\"Planted\",\"message\":\"planted\"}}");
        } else {
            answer(exchange, 200, crypto(path.split("/", -1), body));
        }
    }

    /** Path: "", keys, name, version or nothing, wrapkey or unwrapkey. */
    private String crypto(String[] path, byte[] body) throws IOException {
        int version = path[3].isEmpty() ? versions.size() - 1 : Integer.parseInt(path[3].substring(1));
        KeyPair pair = versions.get(version);
        byte[] value =
                Base64.getUrlDecoder().decode(json.readTree(body).path("value").textValue());
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            if (path[4].equals("wrapkey")) {
                cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic(), OAEP_256);
            } else {
                cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), OAEP_256);
            }
            return json.createObjectNode()
                    .put("kid", keyUrl() + "/v" + version)
                    .put("value", Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.doFinal(value)))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new IOException("no such cryptography", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

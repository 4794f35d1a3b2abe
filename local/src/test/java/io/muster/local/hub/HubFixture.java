package io.muster.local.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.access.SymmetricKey;
import io.muster.local.hub.registry.FileJournal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A hub in this JVM with random ports, and what a test needs to talk to it. */
final class HubFixture implements AutoCloseable {

    static final String HOST = "hub1.muster.test";
    static final String BEARER = "the-managed-identity";
    static final SymmetricKey POLICY_KEY = SymmetricKey.random();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubServer server;
    private final SSLContext trust;
    private final HttpClient client;

    private HubFixture(HubServer server, SSLContext trust) {
        this.server = server;
        this.trust = trust;
        this.client = HttpClient.newBuilder().sslContext(trust).build();
    }

    /** Starts a hub that keeps its certificates and its data in the directory. */
    static HubFixture start(Path directory) throws IOException, GeneralSecurityException {
        LocalAuthority authority = LocalAuthority.open(directory.resolve("ca"), Clock.systemUTC());
        KeyStoreFile keys = authority.issueServer("hub1", List.of(HOST, "localhost"), List.of("127.0.0.1"));
        HubOptions options = new HubOptions(
                HOST, "127.0.0.1", 0, 0, 0, keys, credentials(), FileJournal.open(directory.resolve("data")));
        return new HubFixture(HubServer.start(options, Clock.systemUTC()), authority.clientContext());
    }

    static ServiceCredentials credentials() {
        return ServiceCredentials.parse(policiesJson(), BEARER);
    }

    static String policiesJson() {
        return "[{\"keyName\":\"iothubowner\",\"key\":\"" + POLICY_KEY.reveal() + "\"}]";
    }

    int mqttPort() {
        return server.mqttPort();
    }

    SSLContext trust() {
        return trust;
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        String separator = path.contains("?") ? "&" : "?";
        return raw(method, path + separator + "api-version=2021-04-12", body, serviceToken(), headers);
    }

    HttpResponse<String> raw(String method, String path, String body, String authorization, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + server.httpsPort() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", authorization);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> admin(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    JsonNode createDevice(String id) throws Exception {
        return json(call("PUT", "/devices/" + id, "{\"deviceId\":\"" + id + "\"}"));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String serviceToken() {
        return token(HOST, POLICY_KEY, Instant.now().plusSeconds(300)) + "&skn=iothubowner";
    }

    static String deviceToken(String device, SymmetricKey key, Instant expires) {
        return token(HOST + "/devices/" + device, key, expires);
    }

    static String token(String resource, SymmetricKey key, Instant expires) {
        String sr = URLEncoder.encode(resource, StandardCharsets.UTF_8);
        String se = Long.toString(expires.getEpochSecond());
        String sig = Base64.getEncoder().encodeToString(key.sign(sr + "\n" + se));
        return "SharedAccessSignature sr=" + sr + "&sig=" + URLEncoder.encode(sig, StandardCharsets.UTF_8) + "&se="
                + se;
    }

    static SymmetricKey key(JsonNode device, String name) {
        return SymmetricKey.parse(
                        device.at("/authentication/symmetricKey/" + name).asText())
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

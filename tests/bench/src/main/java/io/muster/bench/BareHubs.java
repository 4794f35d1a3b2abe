package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.core.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The emulated hubs' device registry, called with the JDK's client and a token made once. */
final class BareHubs {
    private final HttpClient client;
    private final List<Hub> hubs = new ArrayList<>();

    BareHubs(LocalStack stack) throws IOException {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(stack.tls())
                .build();
        for (JsonNode hub : stack.facts().path("hubs")) {
            hubs.add(new Hub(
                    "https://" + hub.path("address").asText() + ":"
                            + hub.path("https").asInt(),
                    SharedAccess.token(
                            SharedAccess.parts(hub.path("connectionString").asText()))));
        }
    }

    private record Hub(String address, String token) {}

    /** Creates the identity, or updates the one there is; devices spread over the hubs. */
    void put(String id, boolean known) throws IOException, InterruptedException {
        Hub hub = hubs.get(Math.floorMod(id.hashCode(), hubs.size()));
        String key = Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .revealBase64();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(hub.address() + "/devices/floor-" + id + "?api-version=2021-04-12"))
                .header("Authorization", hub.token())
                .header("Content-Type", "application/json; charset=utf-8")
                .PUT(BodyPublishers.ofString("{\"deviceId\":\"floor-" + id
                        + "\",\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{"
                        + "\"primaryKey\":\"" + key + "\",\"secondaryKey\":\"" + key
                        + "\"}},\"capabilities\":{\"iotEdge\":false}}"));
        if (known) {
            request.header("If-Match", "*");
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("hub answered " + answer.statusCode() + " " + answer.body());
        }
    }
}

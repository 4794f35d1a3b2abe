package io.muster.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What an emulated hub has received. */
final class HubTelemetry {
    private HubTelemetry() {}

    static boolean holds(JsonNode stack, String hub, String deviceId, String text)
            throws IOException, InterruptedException {
        for (JsonNode candidate : stack.path("hubs")) {
            if (candidate.path("host").asText().equals(hub)) {
                return received(candidate.path("admin").asInt(), deviceId, text);
            }
        }
        return false;
    }

    private static boolean received(int adminPort, String deviceId, String text)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/telemetry"))
                .build();
        HttpClient direct =
                HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
        String answer = direct.send(request, BodyHandlers.ofString()).body();
        for (JsonNode message : new ObjectMapper().readTree(answer)) {
            if (message.path("device").asText().equals(deviceId)
                    && message.path("body").asText().equals(text)) {
                return true;
            }
        }
        return false;
    }
}

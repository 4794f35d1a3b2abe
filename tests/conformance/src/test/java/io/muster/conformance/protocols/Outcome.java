package io.muster.conformance.protocols;

import com.fasterxml.jackson.databind.JsonNode;

/** What an SDK told of one registration: a status with hub and device id, or the error it ended with. */
record Outcome(String status, String hub, String deviceId, String error) {
    static Outcome of(JsonNode node) {
        return new Outcome(
                node.path("status").asText(),
                node.path("hub").asText(),
                node.path("deviceId").asText(),
                node.path("error").asText());
    }

    static Outcome failed(Exception cause) {
        StringBuilder told = new StringBuilder();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            told.append(at).append('\n');
        }
        return new Outcome("", "", "", told.toString());
    }
}

package io.muster.sample.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeSet;

/** The rule: devices of one model go to one hub, whichever it is, and take their model along as a tag. */
final class HubChooser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HubChooser() {}

    /** The answer to a question, both JSON; empty when this is no question, or one without hubs. */
    static Optional<String> answer(String question) {
        JsonNode asked = parse(question);
        TreeSet<String> hubs = new TreeSet<>();
        asked.path("linkedHubs").forEach(hub -> hubs.add(hub.asText()));
        if (hubs.isEmpty()) {
            return Optional.empty();
        }
        JsonNode context = asked.path("deviceRuntimeContext");
        String model = context.path("payload").path("model").asText("unknown");
        ObjectNode answer = JSON.createObjectNode();
        // The same hub each time it is asked: a device that asks again must not wander.
        answer.put(
                "iotHubHostName",
                hubs.stream()
                        .skip(Math.floorMod(model.hashCode(), hubs.size()))
                        .findFirst()
                        .orElseThrow());
        answer.putObject("initialTwin").putObject("tags").put("model", model);
        answer.putObject("payload")
                .put("welcome", context.path("registrationId").asText());
        return Optional.of(answer.toString());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}

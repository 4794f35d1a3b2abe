package io.muster.local.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.webhook.AllocationForm;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.util.Map;
import java.util.Optional;

/** A question about a device of an enrollment group, as the service asks it (3.21); and what may be answered (3.22). */
final class CheckForm implements AllocationForm {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonText NOTHING = new JsonText("{}");
    private static final int LONGEST = 30_000;

    @Override
    public String request(Question question) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode group = request.putObject("enrollmentGroup");
        group.put("enrollmentGroupId", "webhook-check");
        group.putObject("attestation").put("type", "symmetricKey");
        group.putObject("capabilities").put("iotEdge", false);
        group.put("provisioningStatus", "enabled");
        group.putObject("reprovisionPolicy").put("updateHubAssignment", true).put("migrateDeviceData", true);
        group.put("allocationPolicy", "custom");
        group.putObject("customAllocationDefinition")
                .put("webhookUrl", question.definition().address().masked())
                .put("apiVersion", question.definition().apiVersion());
        group.put("etag", "\"6d757374-6572\"");
        group.put("createdDateTimeUtc", "2026-11-01T12:00:00.0000000Z");
        group.put("lastUpdatedDateTimeUtc", "2026-11-01T12:00:00.0000000Z");
        ObjectNode context = request.putObject("deviceRuntimeContext");
        context.put("registrationId", question.id().text());
        context.putObject("symmetricKey");
        if (question.definition().tellsPayload() && question.payload().isPresent()) {
            context.set("payload", parsed(question.payload().get().text()));
        }
        question.hubs().stream().map(HubHost::name).forEach(request.putArray("linkedHubs")::add);
        return request.toString();
    }

    @Override
    public Answer read(String body) {
        if (body.stripLeading().startsWith("<")) {
            throw new IllegalArgumentException("the answer is HTML or XML, not JSON");
        }
        JsonNode answer = parsed(body);
        if (!answer.isObject()) {
            throw new IllegalArgumentException("the answer must be a JSON object");
        }
        return new Answer(
                member(answer, "iotHubHostName").map(CheckForm::text),
                member(answer, "initialTwin").map(CheckForm::twin),
                member(answer, "payload").map(payload -> object("payload", payload)));
    }

    /** A payload that an author gives: any JSON; IllegalArgumentException when it is none. */
    static JsonText payload(String text) {
        return new JsonText(parsed(text).toString());
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new IllegalArgumentException("the answer is not well-formed JSON", e);
        }
    }

    /** In any capitals, as the service reads it. */
    private static Optional<JsonNode> member(JsonNode answer, String name) {
        return answer.properties().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .reduce((one, other) -> {
                    throw new IllegalArgumentException("the answer holds " + name + " twice, in different capitals");
                });
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the answer's iotHubHostName must be a string");
        }
        return value.textValue();
    }

    private static JsonText object(String name, JsonNode value) {
        if (!value.isObject()) {
            throw new IllegalArgumentException("the answer's " + name + " must be an object");
        }
        String text = value.toString();
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the answer's " + name + " is longer than " + LONGEST + " characters");
        }
        return new JsonText(text);
    }

    private static InitialTwin twin(JsonNode value) {
        JsonText sent = object("initialTwin", value);
        for (JsonNode part :
                new JsonNode[] {value.path("tags"), value.at("/properties/desired"), value.path("properties")}) {
            if (!part.isMissingNode() && !part.isNull() && !part.isObject()) {
                throw new IllegalArgumentException(
                        "the answer's initialTwin must hold objects: tags, properties.desired");
            }
        }
        return new InitialTwin(sent, new HubTwin(NOTHING, NOTHING));
    }
}

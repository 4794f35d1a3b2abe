package io.muster.azure.servicebus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.PendingWork.Item;

/** A queue message: {@code {"schema":1,"idScope","registrationId","operationId","attempt"}}, identifiers only (seams.md section 6). */
public record WorkMessage(IdScope idScope, Item item) {
    static final String CONTENT_TYPE = "application/json";
    private static final int SCHEMA = 1;
    private static final int MAX_LENGTH = 4096;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a message of this schema or a later one, whose further members are passed over. Throws
     * IllegalArgumentException that names what is wrong and echoes none of the message.
     */
    public static WorkMessage parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("message has more than " + MAX_LENGTH + " characters");
        }
        JsonNode message = tree(text);
        if (whole(message, "schema") < SCHEMA) {
            throw new IllegalArgumentException("message schema is unknown");
        }
        int attempt = whole(message, "attempt");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt is negative");
        }
        Item item = new Item(
                new RegistrationId(text(message, "registrationId")),
                new OperationId(text(message, "operationId")),
                attempt);
        return new WorkMessage(new IdScope(text(message, "idScope")), item);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("message is not JSON");
        }
        throw new IllegalArgumentException("message is not a JSON object");
    }

    private static int whole(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " is not a whole number");
        }
        return value.intValue();
    }

    private static String text(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        return value.textValue();
    }

    String body() {
        return JSON.createObjectNode()
                .put("schema", SCHEMA)
                .put("idScope", idScope.text())
                .put("registrationId", item.registrationId().text())
                .put("operationId", item.operationId().text())
                .put("attempt", item.attempt())
                .toString();
    }

    /** {@code operationId:attempt}. */
    String messageId() {
        return item.operationId().text() + ":" + item.attempt();
    }
}

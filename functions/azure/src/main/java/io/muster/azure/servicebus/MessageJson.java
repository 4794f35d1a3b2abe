package io.muster.azure.servicebus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.identity.IdScope;
import io.muster.core.telemetry.TraceParent;
import java.util.Optional;

/** What all queue messages have in common; throws IllegalArgumentException that names what is wrong and echoes none of it. */
final class MessageJson {
    static final String CONTENT_TYPE = "application/json";
    private static final int SCHEMA = 1;
    private static final int MAX_LENGTH = 4096;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MessageJson() {}

    static ObjectNode begin(IdScope idScope) {
        return JSON.createObjectNode().put("schema", SCHEMA).put("idScope", idScope.text());
    }

    /** A message of this schema or a later one. */
    static JsonNode read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("message has more than " + MAX_LENGTH + " characters");
        }
        JsonNode message = tree(text);
        if (whole(message, "schema") < SCHEMA) {
            throw new IllegalArgumentException("message schema is unknown");
        }
        return message;
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

    /** The trace it was sent in: an optional member, of which a release before this one knows nothing. */
    static Optional<TraceParent> trace(JsonNode message) {
        // Whatever else may stand there: no registration fails for want of a trace.
        return TraceParent.parse(message.path(TraceParent.NAME).asText());
    }

    static void trace(ObjectNode message, Optional<TraceParent> trace) {
        trace.ifPresent(sentIn -> message.put(TraceParent.NAME, sentIn.text()));
    }

    static int whole(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " is not a whole number");
        }
        return value.intValue();
    }

    static String text(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        return value.textValue();
    }

    static boolean bool(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " is not true or false");
        }
        return value.booleanValue();
    }
}

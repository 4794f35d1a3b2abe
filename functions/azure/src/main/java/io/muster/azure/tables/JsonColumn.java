package io.muster.azure.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Compact JSON in a column. */
final class JsonColumn {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonColumn() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static String of(List<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array.toString();
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column is damaged", e);
        }
    }

    static List<String> texts(String column) {
        return StreamSupport.stream(parse(column).spliterator(), false)
                .map(JsonColumn::text)
                .toList();
    }

    /** A text member that must be there. */
    static String text(JsonNode object, String member) {
        return text(object.path(member));
    }

    static Instant instant(JsonNode object, String member) {
        try {
            return Instant.parse(text(object, member));
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("a JSON column holds no instant in " + member, e);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalStateException("a JSON column lacks a text where one must be");
        }
        return node.textValue();
    }
}

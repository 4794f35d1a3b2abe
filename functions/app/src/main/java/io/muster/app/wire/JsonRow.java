package io.muster.app.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.query.Row;
import io.muster.core.query.Value;
import java.util.List;
import java.util.stream.StreamSupport;

/** An item of an answer as a query sees it: by the members it has on the wire. */
public final class JsonRow implements Row {
    private final JsonNode item;

    private JsonRow(JsonNode item) {
        this.item = item;
    }

    public static JsonRow of(String item) {
        return new JsonRow(Json.object(item));
    }

    @Override
    public List<Value> values(String path) {
        JsonNode node = item;
        for (String member : path.split("\\.", -1)) {
            node = node.path(member);
        }
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonRow::value)
                        .toList()
                : List.of(value(node));
    }

    /** The item with these members only, each where it stands in the whole. */
    public String projected(List<String> paths) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        for (String path : paths) {
            copy(path.split("\\.", -1), item, chosen);
        }
        return Json.text(chosen);
    }

    private static void copy(String[] path, JsonNode from, ObjectNode to) {
        JsonNode source = from;
        for (String member : path) {
            source = source.path(member);
        }
        if (source.isMissingNode()) {
            return;
        }
        ObjectNode place = to;
        for (int i = 0; i < path.length - 1; i++) {
            place = place.withObjectProperty(path[i]);
        }
        place.set(path[path.length - 1], source);
    }

    private static Value value(JsonNode node) {
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        }
        if (node.isNumber()) {
            return new Value.Decimal(node.decimalValue());
        }
        if (node.isBoolean()) {
            return new Value.Flag(node.booleanValue());
        }
        return node.isNull() ? new Value.Null() : new Value.Structure();
    }
}

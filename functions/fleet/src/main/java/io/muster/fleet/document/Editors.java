package io.muster.fleet.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.secret.Reference;
import java.util.List;
import java.util.Map;

/** The schema as JSON Schema, draft 7, which editors complete and check descriptions by. */
public final class Editors {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Editors() {}

    /** The whole schema as a file. */
    public static String schema() {
        ObjectNode root = NODES.objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "A fleet of devices as code");
        root.setAll(of(Schema.ROOT));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Fixed object) {
            return object(object);
        }
        if (shape instanceof Shape.MapOf map) {
            ObjectNode node = typed("object");
            node.putObject("propertyNames").put("pattern", whole(map.name().pattern()));
            node.set("additionalProperties", of(map.each()));
            return node;
        }
        if (shape instanceof Shape.ListOf list) {
            return typed("array").set("items", of(list.item()));
        }
        if (shape instanceof Shape.Choice choice) {
            ObjectNode node = NODES.objectNode();
            ArrayNode values = node.putArray("enum");
            choice.values().forEach(values::add);
            return node;
        }
        if (shape instanceof Shape.Whole whole) {
            return typed("integer").put("minimum", whole.least()).put("maximum", whole.most());
        }
        return simple(shape);
    }

    private static ObjectNode simple(Shape shape) {
        if (shape instanceof Shape.Flag) {
            return typed("boolean");
        }
        if (shape instanceof Shape.Free) {
            return typed("object");
        }
        if (shape instanceof Shape.Text text) {
            return pattern(text.form().pattern());
        }
        if (shape instanceof Shape.FileText) {
            return pattern("file:.+");
        }
        return shape instanceof Shape.SecretUrl
                ? pattern("(https://[^?]+|" + Reference.FORM + ")")
                : pattern(Reference.FORM);
    }

    private static ObjectNode object(Shape.Fixed object) {
        ObjectNode node = typed("object").put("additionalProperties", false);
        List<String> required = object.members().entrySet().stream()
                .filter(member -> member.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
        if (!required.isEmpty()) {
            ArrayNode names = node.putArray("required");
            required.forEach(names::add);
        }
        ObjectNode properties = node.putObject("properties");
        object.members().forEach((name, member) -> {
            ObjectNode one = of(member.shape());
            if (!member.note().isEmpty()) {
                one.put("description", member.note());
            }
            properties.set(name, one);
        });
        return node;
    }

    private static ObjectNode pattern(String form) {
        return typed("string").put("pattern", whole(form));
    }

    private static String whole(String form) {
        return "^(" + form + ")$";
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }
}

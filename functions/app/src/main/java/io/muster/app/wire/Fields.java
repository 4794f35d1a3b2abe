package io.muster.app.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Typed reading of one JSON object's members; null counts as absent, a wrong type is a 400 that names the member. */
public final class Fields {
    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static Fields of(String body) {
        return of(Json.object(body));
    }

    /** The members of an object; anything else has none. */
    public static Fields of(JsonNode object) {
        return new Fields(object, "");
    }

    /** This object as a merge patch on another, which stays as it is. */
    JsonNode mergedInto(JsonNode target) {
        return MergePatch.apply(target, object);
    }

    /** The objects of an array; 400 when it is none, or holds anything else. */
    public Optional<List<Fields>> objects(String name) {
        return member(name).map(node -> {
            List<Fields> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            if (!node.isArray() || items.stream().anyMatch(item -> !item.object.isObject())) {
                throw wrong(name, "an array of objects");
            }
            return items;
        });
    }

    /** As {@link #objects}; what is wrong with one of them is told with its place in the array. */
    Optional<List<Fields>> items(String name) {
        return objects(name)
                .map(items -> IntStream.range(0, items.size())
                        .mapToObj(i -> new Fields(items.get(i).object, path + name + "[" + i + "]."))
                        .toList());
    }

    /** The names of all members. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A member as messages call it. */
    String named(String name) {
        return path + name;
    }

    /** A string that must be there and not be blank. */
    public String required(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> wrong(name, "given, as a string"));
    }

    public boolean has(String name) {
        return member(name).isPresent();
    }

    public Optional<String> text(String name) {
        return member(name).map(node -> {
            if (!node.isTextual()) {
                throw wrong(name, "a string");
            }
            return node.textValue();
        });
    }

    /** The member where it is a string; for messages about an object that may be anything. */
    Optional<String> textIfAny(String name) {
        return member(name).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** A string that a value type accepts; its IllegalArgumentException becomes a 400. */
    public <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name).map(value -> parse(path + name, value, parser));
    }

    public Optional<Integer> number(String name) {
        return member(name).map(node -> {
            if (!node.isInt()) {
                throw wrong(name, "a whole number");
            }
            return node.intValue();
        });
    }

    Optional<Boolean> bool(String name) {
        return member(name).map(node -> {
            if (!node.isBoolean()) {
                throw wrong(name, "true or false");
            }
            return node.booleanValue();
        });
    }

    public Optional<Fields> object(String name) {
        return node(name).map(node -> new Fields(node, path + name + "."));
    }

    /** The member where it is an object; for what may be anything. */
    Optional<Fields> objectIfAny(String name) {
        return member(name).filter(JsonNode::isObject).map(node -> new Fields(node, path + name + "."));
    }

    /** A member that must be an object, as it stands. */
    /** Whatever stands there; empty for null. */
    Optional<JsonNode> any(String name) {
        return member(name);
    }

    Optional<JsonNode> node(String name) {
        return member(name).map(node -> {
            if (!node.isObject()) {
                throw wrong(name, "an object");
            }
            return node;
        });
    }

    <T> List<T> list(String name, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        member(name).ifPresent(node -> {
            if (!node.isArray()) {
                throw wrong(name, "an array of strings");
            }
            for (JsonNode item : node) {
                if (!item.isTextual()) {
                    throw wrong(name, "an array of strings");
                }
                values.add(parse(path + name, item.textValue(), parser));
            }
        });
        return values;
    }

    public static <T> T parse(String what, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw Json.invalid(what + ": " + e.getMessage());
        }
    }

    Problem wrong(String name, String wanted) {
        return Json.invalid("Member " + path + name + " must be " + wanted);
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }
}

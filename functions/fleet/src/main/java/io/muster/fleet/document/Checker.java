package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.secret.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Holds values against their shapes, notes every fault, and keeps where each member stands. */
final class Checker {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Faults faults;
    private final Map<String, Place> places = new HashMap<>();

    Checker(Faults faults) {
        this.faults = faults;
    }

    /** Where the member at a path stands; the nearest one around it, if it is not there. */
    Place place(String path) {
        for (String at = path; ; at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            if (at.isEmpty()) {
                return Place.START;
            }
        }
    }

    /** The value as JSON, as far as it is what it must be. */
    JsonNode check(Value value, Shape shape, String path) {
        places.putIfAbsent(path, value.place());
        if (shape instanceof Shape.Fixed object) {
            return object(value, object, path);
        }
        if (shape instanceof Shape.MapOf map) {
            return map(value, map, path);
        }
        if (shape instanceof Shape.ListOf list) {
            return list(value, list, path);
        }
        if (shape instanceof Shape.Free) {
            return value instanceof Value.Members ? free(value) : wrong(value, path, "must be an object of members");
        }
        return value instanceof Value.Scalar scalar
                ? scalar(scalar, shape, path)
                : wrong(value, path, "must be " + must(shape) + ", not a " + kind(value));
    }

    private JsonNode scalar(Value.Scalar value, Shape shape, String path) {
        JsonNode node = value.node();
        if (shape instanceof Shape.Flag) {
            return node.isBoolean() ? node : wrong(value, path, "must be true or false");
        }
        if (shape instanceof Shape.Whole whole) {
            boolean fits = node.isInt() && node.intValue() >= whole.least() && node.intValue() <= whole.most();
            return fits ? node : wrong(value, path, "must be " + must(whole));
        }
        // Numbers and the like are no texts, lest 0123 and 1e3 lose their spelling: but plain words always are.
        return node.isTextual() && fits(node.textValue(), shape)
                ? node
                : wrong(value, path, "must be " + must(shape) + (node.isTextual() ? "" : ", in quotes if need be"));
    }

    private static boolean fits(String text, Shape shape) {
        if (shape instanceof Shape.Text form) {
            return form.form().matcher(text).matches();
        }
        if (shape instanceof Shape.Choice choice) {
            return choice.values().contains(text);
        }
        if (shape instanceof Shape.FileText) {
            return Reference.parse(text)
                    .filter(it -> it.kind() == Reference.Kind.FILE)
                    .isPresent();
        }
        boolean bareUrl = shape instanceof Shape.SecretUrl && text.startsWith("https://") && text.indexOf('?') < 0;
        return bareUrl || Reference.parse(text).isPresent();
    }

    private static String must(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return text.must();
        }
        if (shape instanceof Shape.Choice choice) {
            return "one of " + String.join(", ", choice.values());
        }
        if (shape instanceof Shape.Whole whole) {
            return whole.least() == whole.most()
                    ? Integer.toString(whole.least())
                    : "a whole number from " + whole.least() + " to " + whole.most();
        }
        if (shape instanceof Shape.FileText) {
            return "file:PATH, a PEM file seen from the description's folder";
        }
        if (shape instanceof Shape.SecretText) {
            return "a reference to the secret, env:NAME for an environment variable or file:PATH; a secret in clear text"
                    + " is not taken, and one that stood here should be renewed";
        }
        if (shape instanceof Shape.SecretUrl) {
            return "an https URL without a query, or a reference to the whole URL, env:NAME or file:PATH: a query may"
                    + " hold a key, which is not taken in clear text";
        }
        return "true or false";
    }

    private JsonNode object(Value value, Shape.Fixed shape, String path) {
        ObjectNode result = NODES.objectNode();
        if (!(value instanceof Value.Members members)) {
            return wrong(value, path, "must be an object with the members " + names(shape));
        }
        members.members().forEach((name, member) -> {
            Shape.Member known = shape.members().get(name);
            if (known == null) {
                faults.add(member.place(), Names.below(path, name), "is not known here; known are " + names(shape));
            } else if (!isNull(member.value())) {
                result.set(name, check(member.value(), known.shape(), Names.below(path, name)));
            }
        });
        shape.members().forEach((name, member) -> {
            if (member.required() && !result.has(name)) {
                faults.add(members.place(), Names.below(path, name), "is missing");
            }
        });
        return result;
    }

    private JsonNode map(Value value, Shape.MapOf shape, String path) {
        if (!(value instanceof Value.Members members)) {
            return wrong(value, path, "must be an object with a member for each, by its name");
        }
        ObjectNode result = NODES.objectNode();
        Map<String, String> folded = new HashMap<>();
        members.members().forEach((name, member) -> {
            String below = Names.below(path, name);
            places.putIfAbsent(below, member.place());
            if (!shape.name().matcher(name).matches()) {
                faults.add(member.place(), below, "must have a name of " + shape.must());
            }
            String same = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (same != null) {
                faults.add(
                        member.place(), below, "is the same as " + Names.quoted(same) + ": case makes no difference");
            }
            result.set(name, check(member.value(), shape.each(), below));
        });
        return result;
    }

    private JsonNode list(Value value, Shape.ListOf shape, String path) {
        if (!(value instanceof Value.Items items)) {
            return wrong(value, path, "must be a list");
        }
        ArrayNode result = NODES.arrayNode();
        List<Value> all = items.items();
        for (int i = 0; i < all.size(); i++) {
            result.add(check(all.get(i), shape.item(), path + "[" + i + "]"));
        }
        return result;
    }

    private static JsonNode free(Value value) {
        if (value instanceof Value.Members members) {
            ObjectNode result = NODES.objectNode();
            members.members().forEach((name, member) -> result.set(name, free(member.value())));
            return result;
        }
        if (value instanceof Value.Items items) {
            ArrayNode result = NODES.arrayNode();
            items.items().forEach(item -> result.add(free(item)));
            return result;
        }
        return ((Value.Scalar) value).node();
    }

    private JsonNode wrong(Value value, String path, String message) {
        faults.add(value.place(), path, message);
        return NODES.nullNode();
    }

    private static boolean isNull(Value value) {
        return value instanceof Value.Scalar scalar && scalar.node().isNull();
    }

    private static String kind(Value value) {
        return value instanceof Value.Items ? "list" : "object";
    }

    private static String names(Shape.Fixed shape) {
        return String.join(", ", new TreeSet<>(shape.members().keySet()));
    }
}

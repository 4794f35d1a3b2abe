package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The members of an object that steers the hub; each refusal is an IllegalArgumentException that says what is wrong. */
final class Members {

    private final JsonNode json;
    private final String what;

    Members(JsonNode json, String what) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(what + " must be an object");
        }
        this.json = json;
        this.what = what;
    }

    void allow(Set<String> names) {
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(what + " has no member " + name);
            }
        });
    }

    boolean has(String member) {
        return json.has(member);
    }

    String text(String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new IllegalArgumentException(member + " must be a string");
        }
        return value.asText();
    }

    String choice(String member, String otherwise, Set<String> choices) {
        String value = json.has(member) ? text(member) : otherwise;
        if (!choices.contains(value)) {
            throw new IllegalArgumentException(member + " must be one of "
                    + String.join(", ", choices.stream().sorted().toList()));
        }
        return value;
    }

    boolean flag(String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(member + " must be true or false");
        }
        return value.asBoolean();
    }

    int number(String member, int least, int most, int otherwise) {
        return json.has(member) ? required(member, least, most) : otherwise;
    }

    int required(String member, int least, int most) {
        JsonNode value = json.path(member);
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new IllegalArgumentException(member + " must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    /** A number, or {@code "forever"}, which is {@link Rule#FOREVER}. */
    int times(String member) {
        return json.path(member).asText().equals("forever") ? Rule.FOREVER : number(member, 1, Integer.MAX_VALUE, 1);
    }
}

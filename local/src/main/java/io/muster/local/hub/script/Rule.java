package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import java.util.Set;

/**
 * A scripted misbehaviour for the next {@code times} matching requests.
 *
 * @param method empty for any
 * @param pathPrefix of the decoded path, empty for any
 * @param status to answer with, 0 for the ordinary answer
 * @param retryAfterSeconds -1 for no such header
 * @param afterEffect whether the request is carried out before it goes wrong, as when an answer is lost
 */
public record Rule(
        String method,
        String pathPrefix,
        int status,
        int retryAfterSeconds,
        int delayMillis,
        boolean dropConnection,
        boolean afterEffect,
        int times) {

    private static final Set<String> MEMBERS =
            Set.of("method", "pathPrefix", "status", "retryAfter", "delayMs", "dropConnection", "afterEffect", "times");
    private static final int LONGEST_DELAY = 600_000;

    /**
     * Reads {@code {method?, pathPrefix?, status?, retryAfter?, delayMs?, dropConnection?, afterEffect?, times?}}.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static Rule read(JsonNode json) {
        if (!(json instanceof ObjectNode)) {
            throw new IllegalArgumentException("A rule must be an object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("A rule has no member " + name);
            }
        });
        return new Rule(
                text(json, "method"),
                text(json, "pathPrefix"),
                json.has("status") ? number(json, "status", 200, 599, 0) : 0,
                number(json, "retryAfter", 0, 86_400, -1),
                number(json, "delayMs", 0, LONGEST_DELAY, 0),
                flag(json, "dropConnection"),
                flag(json, "afterEffect"),
                number(json, "times", 1, Integer.MAX_VALUE, 1));
    }

    boolean matches(String askedMethod, String path) {
        return (method.isEmpty() || method.equalsIgnoreCase(askedMethod)) && path.startsWith(pathPrefix);
    }

    Rule withTimes(int left) {
        return new Rule(method, pathPrefix, status, retryAfterSeconds, delayMillis, dropConnection, afterEffect, left);
    }

    ObjectNode write() {
        return Json.object()
                .put("method", method)
                .put("pathPrefix", pathPrefix)
                .put("status", status)
                .put("retryAfter", retryAfterSeconds)
                .put("delayMs", delayMillis)
                .put("dropConnection", dropConnection)
                .put("afterEffect", afterEffect)
                .put("times", times);
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new IllegalArgumentException(member + " must be a string");
        }
        return value.asText();
    }

    private static boolean flag(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(member + " must be true or false");
        }
        return value.asBoolean();
    }

    private static int number(JsonNode json, String member, int least, int most, int otherwise) {
        JsonNode value = json.path(member);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new IllegalArgumentException(member + " must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }
}

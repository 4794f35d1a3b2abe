package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import java.util.Set;

/**
 * A scripted misbehaviour.
 *
 * @param name what it is called in the list of faults that happened
 * @param skip how many matching calls it lets pass first
 * @param times for how many calls it lasts then, or {@link #FOREVER}
 */
public record Rule(String name, Match match, Fault fault, int skip, int times) {

    static final int FOREVER = -1;

    private static final Set<String> MEMBERS = Set.of(
            "name",
            "method",
            "pathPrefix",
            "operation",
            "device",
            "skip",
            "times",
            "status",
            "retryAfter",
            "delayMs",
            "dropConnection",
            "afterEffect",
            "duplicate",
            "answer");

    /**
     * Reads {@code {name?, method?, pathPrefix?, operation?, device?, skip?, times?, status?, retryAfter?, delayMs?,
     * dropConnection?, afterEffect?, duplicate?, answer?}}; times is a number or {@code "forever"}.
     *
     * @throws IllegalArgumentException when it is malformed or contradicts itself
     */
    public static Rule read(JsonNode json) {
        Members members = new Members(json, "A rule");
        members.allow(MEMBERS);
        return new Rule(
                members.text("name"),
                Match.read(members),
                Fault.read(members),
                members.number("skip", 0, Integer.MAX_VALUE, 0),
                members.times("times"));
    }

    /** As it is after one more matching call; it is over at zero times. */
    Rule next() {
        if (skip > 0) {
            return new Rule(name, match, fault, skip - 1, times);
        }
        return times == FOREVER ? this : new Rule(name, match, fault, 0, times - 1);
    }

    ObjectNode write() {
        ObjectNode json = Json.object().put("name", name);
        match.write(json);
        fault.write(json);
        json.put("skip", skip);
        return times == FOREVER ? json.put("times", "forever") : json.put("times", times);
    }
}

package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A member that is to become another.
 *
 * @param member its path, joined by dots
 * @param before missing where there is none
 * @param after missing where it goes away
 * @param secret whether both are kept to ourselves
 */
record Change(String member, JsonNode before, JsonNode after, boolean secret) {
    private static final int LONGEST = 300;

    static Change ofSecret(String member) {
        return new Change(member, MissingNode.getInstance(), MissingNode.getInstance(), true);
    }

    @Override
    public String toString() {
        return secret ? member + ": (secret) changes" : member + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "(none)" : node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}

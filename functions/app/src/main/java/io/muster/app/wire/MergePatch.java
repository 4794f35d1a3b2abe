package io.muster.app.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386): members replace members, objects merge, null takes away. */
final class MergePatch {
    private MergePatch() {}

    // As deep as the parser lets a body be.
    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target.isObject() ? ((ObjectNode) target).deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                JsonNode before =
                        merged.has(member.getKey()) ? merged.get(member.getKey()) : JsonNodeFactory.instance.nullNode();
                merged.set(member.getKey(), apply(before, member.getValue()));
            }
        });
        return merged;
    }
}

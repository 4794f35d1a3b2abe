package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * Tags, desired or reported properties: the values, when each was set, and the count of changes. Never altered in place.
 */
public record TwinSection(ObjectNode values, ObjectNode metadata, long version) {

    static TwinSection empty(Instant now) {
        return new TwinSection(Json.object(), stamped(Json.object(), now, 1), 1);
    }

    /** Merges a patch: objects member by member, null removes, anything else replaces. */
    TwinSection merge(ObjectNode patch, Instant now) {
        TwinSection next = new TwinSection(values.deepCopy(), metadata.deepCopy(), version + 1);
        next.apply(patch, next.values, next.metadata, now);
        return next;
    }

    /** Starts the section over with new values. */
    TwinSection replace(ObjectNode content, Instant now) {
        TwinSection next = new TwinSection(Json.object(), Json.object(), version + 1);
        next.apply(content, next.values, next.metadata, now);
        return next;
    }

    private void apply(ObjectNode patch, ObjectNode target, ObjectNode stamps, Instant now) {
        stamped(stamps, now, version);
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            String name = member.getKey();
            if (member.getValue().isNull()) {
                target.remove(name);
                stamps.remove(name);
            } else if (member.getValue() instanceof ObjectNode inner) {
                apply(inner, objectAt(target, name), objectAt(stamps, name), now);
            } else {
                target.set(name, member.getValue());
                stamps.set(name, stamped(Json.object(), now, version));
            }
        }
    }

    private static ObjectNode objectAt(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode present ? present : parent.putObject(name);
    }

    private static ObjectNode stamped(ObjectNode node, Instant now, long version) {
        return node.put("$lastUpdated", now.toString()).put("$lastUpdatedVersion", version);
    }

    /** The section as services read it. */
    ObjectNode withMetadata() {
        ObjectNode json = values.deepCopy();
        json.set("$metadata", metadata.deepCopy());
        return json.put("$version", version);
    }

    /** The section as devices read it. */
    public ObjectNode withVersion() {
        return values.deepCopy().put("$version", version);
    }
}

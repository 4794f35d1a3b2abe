package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is there.
 *
 * @param state what is compared, in the form that {@link States} gives both sides
 * @param told as the service tells of it
 * @param etag of its own; the parts of the service share the service's
 */
record Thing(Kind kind, String id, ObjectNode state, JsonNode told, Optional<String> etag) {
    static String folded(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}

package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An answer of the registry: status, JSON text (empty for none) and headers. */
public record HubResponse(int status, String body, Map<String, String> headers) {

    static HubResponse ok(ObjectNode body, String etag) {
        return new HubResponse(200, Json.write(body), Map.of("ETag", "\"" + etag + "\""));
    }

    static HubResponse ok(String body) {
        return new HubResponse(200, body, Map.of());
    }

    static HubResponse noContent() {
        return new HubResponse(204, "", Map.of());
    }
}

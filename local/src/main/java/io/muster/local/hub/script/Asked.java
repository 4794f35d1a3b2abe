package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.hub.registry.HubException;
import io.muster.local.hub.registry.HubRequest;
import io.muster.local.hub.registry.Json;
import io.muster.local.hub.registry.Operation;

/** A call as a rule sees it. */
public final class Asked {
    private final HubRequest request;
    private final byte[] body;

    public Asked(HubRequest request, byte[] body) {
        this.request = request;
        this.body = body;
    }

    String method() {
        return request.method();
    }

    String path() {
        return request.path();
    }

    Operation operation() {
        return request.operation();
    }

    boolean names(String device) {
        if (operation() == Operation.BULK_DEVICES) {
            for (JsonNode item : items()) {
                if (item.path("id").asText().equals(device)) {
                    return true;
                }
            }
            return false;
        }
        return request.segments().size() > 1 && request.segments().get(1).equals(device);
    }

    private JsonNode items() {
        try {
            return Json.read(body);
        } catch (HubException e) {
            // The registry will say so itself; nobody is named in it.
            return Json.array();
        }
    }
}

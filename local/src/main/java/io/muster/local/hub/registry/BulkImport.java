package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** {@code POST /devices}: up to 100 changes, each done or refused on its own. */
final class BulkImport {

    static final int MOST_ITEMS = 100;

    private final Registry registry;

    BulkImport(Registry registry) {
        this.registry = registry;
    }

    /** Carries the items out and answers {@code {isSuccessful, errors, warnings}}. */
    ObjectNode run(JsonNode body) {
        if (!(body instanceof ArrayNode items) || items.isEmpty()) {
            throw HubException.invalid("The body must be an array of devices");
        }
        if (items.size() > MOST_ITEMS) {
            throw new HubException(HubError.TOO_MANY_DEVICES, "At most " + MOST_ITEMS + " devices in a request");
        }
        ArrayNode errors = Json.array();
        for (JsonNode item : items) {
            String id = item.path("id").asText();
            try {
                carryOut(item, id);
            } catch (HubException e) {
                errors.addObject()
                        .put("deviceId", id)
                        .put("errorCode", e.error().wireName())
                        .put("errorStatus", String.valueOf(e.getMessage()));
            }
        }
        ObjectNode result = Json.object().put("isSuccessful", errors.isEmpty());
        result.set("errors", errors);
        result.set("warnings", Json.array());
        return result;
    }

    private void carryOut(JsonNode item, String idText) {
        if (!(item instanceof ObjectNode body)) {
            throw HubException.invalid("Every item must be an object");
        }
        DeviceId id = DeviceId.parse(idText).orElseThrow(() -> HubException.invalid("The id is malformed"));
        Precondition etag = new Precondition.Etag(Json.text(body, "eTag"));
        Precondition any = new Precondition.Any();
        // The service's default mode is createOrUpdate.
        switch (Json.text(body, "importMode").toLowerCase(Locale.ROOT)) {
            case "create" -> create(id, body);
            case "update" -> update(id, body, any);
            case "updateifmatchetag" -> update(id, body, etag);
            case "", "createorupdate" -> createOrUpdate(id, body, any);
            case "createorupdateifmatchetag" -> createOrUpdate(id, body, etag);
            case "delete" -> registry.delete(id, any);
            case "deleteifmatchetag" -> registry.delete(id, etag);
            case "updatetwin" -> patchTwin(id, body, any);
            case "updatetwinifmatchetag" -> patchTwin(id, body, etag);
            default -> throw HubException.invalid("The importMode is unknown");
        }
    }

    private void createOrUpdate(DeviceId id, ObjectNode body, Precondition precondition) {
        if (registry.find(id).isPresent()) {
            update(id, body, precondition);
        } else {
            create(id, body);
        }
    }

    private void create(DeviceId id, ObjectNode body) {
        TwinPatch twin = TwinPatch.read(body);
        registry.create(IdentityJson.read(id, body));
        if (!twin.isEmpty()) {
            registry.patchTwin(id, new Precondition.None(), twin);
        }
    }

    private void update(DeviceId id, ObjectNode body, Precondition precondition) {
        registry.update(IdentityJson.read(id, body), precondition);
    }

    private void patchTwin(DeviceId id, ObjectNode body, Precondition precondition) {
        registry.patchTwin(id, precondition, TwinPatch.read(body));
    }
}

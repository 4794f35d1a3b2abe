package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code POST /devices}: up to 100 changes, each done or refused on its own. */
final class BulkImport {

    static final int MOST_ITEMS = 100;

    private final Registry registry;
    private final BulkModules modules;

    BulkImport(Registry registry) {
        this.registry = registry;
        this.modules = new BulkModules(registry.modules());
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
        Set<String> named = new HashSet<>();
        for (JsonNode item : items) {
            String id = item.path("id").asText();
            try {
                if (!named.add(id + "/" + item.path("moduleId").asText())) {
                    throw HubException.invalid("Each device is named once in a request");
                }
                carryOut(item, id);
            } catch (HubException e) {
                ObjectNode error = errors.addObject().put("deviceId", id);
                if (item.hasNonNull("moduleId")) {
                    error.put("moduleId", item.path("moduleId").asText());
                }
                error.put("errorCode", e.error().wireName()).put("errorStatus", String.valueOf(e.getMessage()));
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
        if (body.hasNonNull("moduleId")) {
            modules.carryOut(id, body);
            return;
        }
        Precondition etag = etag(body, "eTag");
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
            case "updatetwinifmatchetag" -> patchTwin(id, body, etag(body, "twinETag"));
            default -> throw HubException.invalid("The importMode is unknown");
        }
    }

    static Precondition etag(ObjectNode body, String member) {
        return new Precondition.Etag(Json.text(body, member));
    }

    private void createOrUpdate(DeviceId id, ObjectNode body, Precondition precondition) {
        if (registry.find(id).isEmpty()) {
            create(id, body);
            return;
        }
        TwinPatch twin = TwinPatch.read(body);
        update(id, body, precondition);
        if (!twin.isEmpty()) {
            registry.replaceTwin(id, new Precondition.None(), twin);
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

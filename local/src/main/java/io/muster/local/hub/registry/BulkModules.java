package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The items of a bulk request that name a module. */
final class BulkModules {

    private final Modules modules;

    BulkModules(Modules modules) {
        this.modules = modules;
    }

    void carryOut(DeviceId device, ObjectNode body) {
        ModuleId id = ModuleId.parse(Json.text(body, "moduleId"))
                .orElseThrow(() -> HubException.invalid("The moduleId is malformed"));
        Precondition any = new Precondition.Any();
        switch (Json.text(body, "importMode").toLowerCase(Locale.ROOT)) {
            case "create" -> create(device, id, body);
            case "update" -> modules.update(device, ModuleJson.read(id, body), any);
            case "updateifmatchetag" ->
                modules.update(device, ModuleJson.read(id, body), BulkImport.etag(body, "eTag"));
            case "delete" -> modules.delete(device, id, any);
            case "deleteifmatchetag" -> modules.delete(device, id, BulkImport.etag(body, "eTag"));
            case "updatetwin" -> modules.patchTwin(device, id, any, TwinPatch.read(body));
            case "updatetwinifmatchetag" ->
                modules.patchTwin(device, id, BulkImport.etag(body, "twinETag"), TwinPatch.read(body));
            default -> throw HubException.invalid("The importMode is unknown for a module");
        }
    }

    private void create(DeviceId device, ModuleId id, ObjectNode body) {
        TwinPatch twin = TwinPatch.read(body);
        modules.create(device, ModuleJson.read(id, body));
        if (!twin.isEmpty()) {
            modules.patchTwin(device, id, new Precondition.None(), twin);
        }
    }
}

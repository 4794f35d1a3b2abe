package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The wire form of modules and their twins. */
final class ModuleJson {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private ModuleJson() {}

    /** Reads what a PUT or a bulk item asks for; keys that are left out are made. */
    static ModuleSpec read(ModuleId id, ObjectNode body) {
        return new ModuleSpec(
                id, Json.text(body, "managedBy"), AuthenticationJson.readModule(Json.child(body, "authentication")));
    }

    static ObjectNode write(DeviceId device, ModuleRecord module) {
        ObjectNode json = Json.object();
        json.put("moduleId", module.id().text());
        if (module.managedBy().isEmpty()) {
            json.putNull("managedBy");
        } else {
            json.put("managedBy", module.managedBy());
        }
        json.put("deviceId", device.text());
        json.put("generationId", module.generationId());
        json.put("etag", module.etag());
        json.put("connectionState", "Disconnected");
        json.put("connectionStateUpdatedTime", NEVER);
        json.put("lastActivityTime", NEVER);
        json.put("cloudToDeviceMessageCount", 0);
        json.set("authentication", AuthenticationJson.write(module.authentication()));
        return json;
    }

    static ObjectNode twin(DeviceIdentity device, ModuleRecord module) {
        Twin twin = module.twin();
        ObjectNode json = Json.object();
        json.put("deviceId", device.id().text());
        json.put("moduleId", module.id().text());
        json.put("etag", twin.etag());
        json.put("deviceEtag", module.etag());
        json.put("status", device.status().wireName());
        json.put("connectionState", "Disconnected");
        json.put("cloudToDeviceMessageCount", 0);
        json.put("authenticationType", AuthenticationJson.typeName(module.authentication()));
        json.put("modelId", "");
        TwinJson.sections(json, twin);
        return json;
    }
}

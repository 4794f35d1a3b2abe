package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The journal's form of a record; unlike the wire form it can be read back whole. */
final class StoredDevice {

    private StoredDevice() {}

    static ObjectNode write(DeviceRecord device) {
        ObjectNode json = Json.object();
        json.set("identity", IdentityJson.write(device.identity(), false));
        json.set("twin", twin(device.twin()));
        if (!device.modules().isEmpty()) {
            ArrayNode modules = json.putArray("modules");
            device.modules().values().forEach(module -> modules.add(module(device.id(), module)));
        }
        return json;
    }

    private static ObjectNode module(DeviceId device, ModuleRecord module) {
        ObjectNode json = Json.object();
        json.set("identity", ModuleJson.write(device, module));
        json.set("twin", twin(module.twin()));
        return json;
    }

    private static ObjectNode twin(Twin twin) {
        ObjectNode stored = Json.object();
        stored.put("etagNumber", twin.etagNumber()).put("version", twin.version());
        stored.set("tags", section(twin.tags()));
        stored.set("desired", section(twin.desired()));
        stored.set("reported", section(twin.reported()));
        return stored;
    }

    static DeviceRecord read(ObjectNode json) {
        ObjectNode identity = Json.child(json, "identity");
        DeviceSpec spec = IdentityJson.read(new DeviceId(Json.text(identity, "deviceId")), identity);
        return new DeviceRecord(
                new DeviceIdentity(
                        spec.id(),
                        Json.text(identity, "generationId"),
                        Json.text(identity, "etag"),
                        spec.status(),
                        spec.statusReason(),
                        Instant.parse(Json.text(identity, "statusUpdatedTime")),
                        spec.authentication(),
                        spec.iotEdge()),
                twin(Json.child(json, "twin")),
                modules(json));
    }

    /** None in a journal of before there were modules. */
    private static Map<ModuleId, ModuleRecord> modules(ObjectNode device) {
        Map<ModuleId, ModuleRecord> modules = new TreeMap<>();
        for (JsonNode json : device.path("modules")) {
            ObjectNode identity = Json.child(json, "identity");
            ModuleSpec spec = ModuleJson.read(new ModuleId(Json.text(identity, "moduleId")), identity);
            modules.put(
                    spec.id(),
                    new ModuleRecord(
                            spec.id(),
                            Json.text(identity, "generationId"),
                            Json.text(identity, "etag"),
                            spec.managedBy(),
                            spec.authentication(),
                            twin(Json.child(json, "twin"))));
        }
        return modules;
    }

    private static Twin twin(ObjectNode twin) {
        return new Twin(
                twin.path("etagNumber").asLong(),
                twin.path("version").asLong(),
                section(twin, "tags"),
                section(twin, "desired"),
                section(twin, "reported"));
    }

    private static ObjectNode section(TwinSection section) {
        ObjectNode json = Json.object();
        json.set("values", section.values());
        json.set("metadata", section.metadata());
        return json.put("version", section.version());
    }

    private static TwinSection section(ObjectNode twin, String name) {
        ObjectNode json = Json.child(twin, name);
        return new TwinSection(
                Json.child(json, "values"),
                Json.child(json, "metadata"),
                json.path("version").asLong());
    }
}

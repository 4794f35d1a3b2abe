package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The journal's form of a record; unlike the wire form it can be read back whole. */
final class StoredDevice {

    private StoredDevice() {}

    static ObjectNode write(DeviceRecord device) {
        Twin twin = device.twin();
        ObjectNode json = Json.object();
        json.set("identity", IdentityJson.write(device.identity(), false));
        ObjectNode stored = json.putObject("twin");
        stored.put("etagNumber", twin.etagNumber()).put("version", twin.version());
        stored.set("tags", section(twin.tags()));
        stored.set("desired", section(twin.desired()));
        stored.set("reported", section(twin.reported()));
        return json;
    }

    static DeviceRecord read(ObjectNode json) {
        ObjectNode identity = Json.child(json, "identity");
        ObjectNode twin = Json.child(json, "twin");
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
                new Twin(
                        twin.path("etagNumber").asLong(),
                        twin.path("version").asLong(),
                        section(twin, "tags"),
                        section(twin, "desired"),
                        section(twin, "reported")));
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

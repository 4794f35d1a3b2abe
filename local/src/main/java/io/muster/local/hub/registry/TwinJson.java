package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The wire form of twins. */
final class TwinJson {

    private TwinJson() {}

    static ObjectNode write(DeviceRecord device, boolean connected) {
        DeviceIdentity identity = device.identity();
        Twin twin = device.twin();
        ObjectNode json = Json.object();
        json.put("deviceId", identity.id().text());
        json.put("etag", twin.etag());
        json.put("deviceEtag", identity.etag());
        json.put("status", identity.status().wireName());
        json.put("statusUpdateTime", identity.statusUpdated().toString());
        json.put("connectionState", connected ? "Connected" : "Disconnected");
        json.put("cloudToDeviceMessageCount", 0);
        json.put("authenticationType", AuthenticationJson.typeName(identity.authentication()));
        json.put("modelId", "");
        sections(json, twin);
        json.putObject("capabilities").put("iotEdge", identity.iotEdge());
        return json;
    }

    static void sections(ObjectNode json, Twin twin) {
        json.put("version", twin.version());
        json.set("tags", twin.tags().values().deepCopy());
        ObjectNode properties = json.putObject("properties");
        properties.set("desired", twin.desired().withMetadata());
        properties.set("reported", twin.reported().withMetadata());
    }
}

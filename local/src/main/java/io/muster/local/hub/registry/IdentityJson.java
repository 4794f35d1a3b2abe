package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The wire form of identities. */
final class IdentityJson {

    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final int LONGEST_REASON = 128;

    private IdentityJson() {}

    /** Reads what a PUT or a bulk item asks for; keys that are left out are made. */
    static DeviceSpec read(DeviceId id, ObjectNode body) {
        String status = Json.text(body, "status");
        String reason = Json.text(body, "statusReason");
        if (reason.length() > LONGEST_REASON) {
            throw HubException.invalid("statusReason is longer than " + LONGEST_REASON + " characters");
        }
        return new DeviceSpec(
                id,
                DeviceStatus.parse(status.isEmpty() ? "enabled" : status)
                        .orElseThrow(() -> HubException.invalid("status must be enabled or disabled")),
                reason,
                AuthenticationJson.read(Json.child(body, "authentication")),
                Json.flag(Json.child(body, "capabilities"), "iotEdge"));
    }

    static ObjectNode write(DeviceIdentity identity, boolean connected) {
        ObjectNode json = Json.object();
        json.put("deviceId", identity.id().text());
        json.put("generationId", identity.generationId());
        json.put("etag", identity.etag());
        json.put("connectionState", connected ? "Connected" : "Disconnected");
        json.put("status", identity.status().wireName());
        putOrNull(json, "statusReason", identity.statusReason());
        json.put("connectionStateUpdatedTime", NEVER);
        json.put("statusUpdatedTime", identity.statusUpdated().toString());
        json.put("lastActivityTime", NEVER);
        json.put("cloudToDeviceMessageCount", 0);
        json.set("authentication", AuthenticationJson.write(identity.authentication()));
        json.putObject("capabilities").put("iotEdge", identity.iotEdge());
        return json;
    }

    static void putOrNull(ObjectNode json, String member, String text) {
        if (text.isEmpty()) {
            json.putNull(member);
        } else {
            json.put(member, text);
        }
    }
}

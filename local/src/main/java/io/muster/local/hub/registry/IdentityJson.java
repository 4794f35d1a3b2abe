package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.access.SymmetricKey;
import java.util.Locale;
import java.util.regex.Pattern;

/** The wire form of identities. */
final class IdentityJson {

    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final int LONGEST_REASON = 128;
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|");

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
                authentication(Json.child(body, "authentication")),
                Json.flag(Json.child(body, "capabilities"), "iotEdge"));
    }

    private static Authentication authentication(ObjectNode body) {
        ObjectNode keys = Json.child(body, "symmetricKey");
        ObjectNode thumbprints = Json.child(body, "x509Thumbprint");
        return switch (Json.text(body, "type").toLowerCase(Locale.ROOT)) {
            case "", "sas" -> new Authentication.Sas(key(keys, "primaryKey"), key(keys, "secondaryKey"));
            case "selfsigned" ->
                selfSigned(
                        thumbprint(thumbprints, "primaryThumbprint"), thumbprint(thumbprints, "secondaryThumbprint"));
            case "certificateauthority" -> new Authentication.CertificateAuthority();
            default -> throw HubException.invalid("authentication.type is unknown");
        };
    }

    private static SymmetricKey key(ObjectNode keys, String member) {
        String text = Json.text(keys, member);
        return text.isEmpty()
                ? SymmetricKey.random()
                : SymmetricKey.parse(text)
                        .orElseThrow(() -> HubException.invalid(member + " must be 16 to 64 bytes in base64"));
    }

    private static Authentication selfSigned(String primary, String secondary) {
        if (primary.isEmpty() && secondary.isEmpty()) {
            throw HubException.invalid("A selfSigned device needs a thumbprint");
        }
        return new Authentication.SelfSigned(primary, secondary);
    }

    private static String thumbprint(ObjectNode thumbprints, String member) {
        String text = Json.text(thumbprints, member);
        if (!THUMBPRINT.matcher(text).matches()) {
            throw HubException.invalid(member + " must be 40 or 64 hex digits");
        }
        return text;
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
        json.set("authentication", authentication(identity.authentication()));
        json.putObject("capabilities").put("iotEdge", identity.iotEdge());
        return json;
    }

    private static ObjectNode authentication(Authentication authentication) {
        ObjectNode json = Json.object();
        ObjectNode keys = json.putObject("symmetricKey").putNull("primaryKey").putNull("secondaryKey");
        ObjectNode thumbprints =
                json.putObject("x509Thumbprint").putNull("primaryThumbprint").putNull("secondaryThumbprint");
        json.put("type", typeName(authentication));
        if (authentication instanceof Authentication.Sas sas) {
            keys.put("primaryKey", sas.primary().reveal());
            keys.put("secondaryKey", sas.secondary().reveal());
        } else if (authentication instanceof Authentication.SelfSigned selfSigned) {
            putOrNull(thumbprints, "primaryThumbprint", selfSigned.primary());
            putOrNull(thumbprints, "secondaryThumbprint", selfSigned.secondary());
        }
        return json;
    }

    static String typeName(Authentication authentication) {
        if (authentication instanceof Authentication.Sas) {
            return "sas";
        }
        return authentication instanceof Authentication.SelfSigned ? "selfSigned" : "certificateAuthority";
    }

    private static void putOrNull(ObjectNode json, String member, String text) {
        if (text.isEmpty()) {
            json.putNull(member);
        } else {
            json.put(member, text);
        }
    }
}

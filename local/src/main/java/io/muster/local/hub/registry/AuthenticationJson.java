package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.access.SymmetricKey;
import java.util.Locale;
import java.util.regex.Pattern;

/** The wire form of how devices and modules prove themselves. */
final class AuthenticationJson {

    private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|");

    private AuthenticationJson() {}

    /** Reads a module's, which may be none. */
    static Authentication readModule(ObjectNode body) {
        return Json.text(body, "type").equalsIgnoreCase("none") ? new Authentication.None() : read(body);
    }

    /** Reads a device's. */
    static Authentication read(ObjectNode body) {
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

    static ObjectNode write(Authentication authentication) {
        ObjectNode json = Json.object();
        ObjectNode keys = json.putObject("symmetricKey").putNull("primaryKey").putNull("secondaryKey");
        ObjectNode thumbprints =
                json.putObject("x509Thumbprint").putNull("primaryThumbprint").putNull("secondaryThumbprint");
        json.put("type", typeName(authentication));
        if (authentication instanceof Authentication.Sas sas) {
            keys.put("primaryKey", sas.primary().reveal());
            keys.put("secondaryKey", sas.secondary().reveal());
        } else if (authentication instanceof Authentication.SelfSigned selfSigned) {
            IdentityJson.putOrNull(thumbprints, "primaryThumbprint", selfSigned.primary());
            IdentityJson.putOrNull(thumbprints, "secondaryThumbprint", selfSigned.secondary());
        }
        return json;
    }

    static String typeName(Authentication authentication) {
        if (authentication instanceof Authentication.Sas) {
            return "sas";
        }
        if (authentication instanceof Authentication.None) {
            return "none";
        }
        return authentication instanceof Authentication.SelfSigned ? "selfSigned" : "certificateAuthority";
    }
}

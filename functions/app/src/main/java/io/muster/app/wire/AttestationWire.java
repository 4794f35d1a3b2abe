package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.KeyDraft;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The attestation mechanism: symmetric keys, which only a PUT's answer and the mechanism look-up show (rest.md 3.3). */
public final class AttestationWire {
    private AttestationWire() {}

    static KeyDraft read(Fields body) {
        Fields attestation = body.object("attestation")
                .orElseThrow(() -> Json.invalid("Member attestation is missing; give {\"type\":\"symmetricKey\"}"));
        String type = attestation.text("type").orElseThrow(() -> Json.invalid("Member attestation.type is missing"));
        if (!type.toLowerCase(Locale.ROOT).equals("symmetrickey")) {
            throw unserved(type);
        }
        Optional<Fields> keys = attestation.object("symmetricKey");
        return new KeyDraft(keys.flatMap(it -> key(it, "primaryKey")), keys.flatMap(it -> key(it, "secondaryKey")));
    }

    static void write(JsonGenerator json, Optional<SymmetricKeys> shown) throws IOException {
        json.writeStringField("type", "symmetricKey");
        if (shown.isPresent()) {
            json.writeObjectFieldStart("symmetricKey");
            json.writeStringField("primaryKey", shown.get().primary().revealBase64());
            json.writeStringField("secondaryKey", shown.get().secondary().revealBase64());
            json.writeEndObject();
        }
    }

    /** The mechanism alone, with its secrets. */
    public static String mechanism(SymmetricKeys keys) {
        return Json.write(json -> {
            json.writeStartObject();
            write(json, Optional.of(keys));
            json.writeEndObject();
        });
    }

    /** An empty key asks for a new one, as Java's client sends it (clients.md 36). */
    private static Optional<Secret> key(Fields keys, String name) {
        return keys.text(name).filter(text -> !text.isEmpty()).map(text -> {
            Secret key = Fields.parse("attestation.symmetricKey." + name, text, Secret::fromBase64);
            if (key.length() < 16 || key.length() > 64) {
                throw Json.invalid("attestation.symmetricKey." + name + " must hold 16 to 64 bytes when decoded, holds "
                        + key.length());
            }
            return key;
        });
    }

    private static Problem unserved(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "x509", "tpm" ->
                Json.invalid(
                        "attestation.type " + type.toLowerCase(Locale.ROOT) + " is not served yet; use symmetricKey");
            default -> Json.invalid("attestation.type must be symmetricKey");
        };
    }
}

package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft;
import io.muster.core.identity.Secret;
import io.muster.core.tpm.TpmPublic;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The attestation mechanism (rest.md 3.2): only the block that {@code type} names has a meaning. */
public final class AttestationWire {
    private AttestationWire() {}

    /** @param role what certificates are to this kind of enrollment; TPMs attest for single devices only (2.35) */
    static AttestationDraft read(Fields body, Role role) {
        Fields attestation = body.object("attestation")
                .orElseThrow(() -> Json.invalid("Member attestation is missing; give {\"type\":\"symmetricKey\"}"));
        String type = attestation.text("type").orElseThrow(() -> Json.invalid("Member attestation.type is missing"));
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "symmetrickey" -> keys(attestation);
            case "x509" -> X509Wire.read(required(attestation, "x509"), role);
            case "tpm" -> tpm(attestation, role);
            default -> throw Json.invalid("attestation.type must be symmetricKey, x509 or tpm");
        };
    }

    static void write(JsonGenerator json, Attestation attestation, Disclosure disclosure) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", attestation.type().wire());
        if (attestation instanceof SymmetricKeys keys && disclosure.keys()) {
            json.writeObjectFieldStart("symmetricKey");
            json.writeStringField("primaryKey", keys.primary().revealBase64());
            json.writeStringField("secondaryKey", keys.secondary().revealBase64());
            json.writeEndObject();
        } else if (attestation instanceof X509Certificates certificates) {
            X509Wire.write(json, certificates, disclosure);
        } else if (attestation instanceof CaReferences references) {
            X509Wire.write(json, references);
        } else if (attestation instanceof TpmKeys tpm) {
            json.writeObjectFieldStart("tpm");
            json.writeStringField("endorsementKey", tpm.endorsementKey());
            if (tpm.storageRootKey().isPresent()) {
                json.writeStringField("storageRootKey", tpm.storageRootKey().get());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** The mechanism alone, with its secrets. */
    public static String mechanism(Attestation attestation) {
        return Json.write(json -> write(json, attestation, Disclosure.KEYS));
    }

    private static AttestationDraft keys(Fields attestation) {
        Optional<Fields> keys = attestation.object("symmetricKey");
        return new AttestationDraft.Keys(
                keys.flatMap(it -> key(it, "primaryKey")), keys.flatMap(it -> key(it, "secondaryKey")));
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

    private static AttestationDraft tpm(Fields attestation, Role role) {
        if (role == Role.SIGNING) {
            throw Json.invalid("attestation.type tpm is for individual enrollments only");
        }
        return new AttestationDraft.Whole(tpmKeys(required(attestation, "tpm")));
    }

    static TpmKeys tpmKeys(Fields tpm) {
        String endorsementKey = tpm.parsed(
                        "endorsementKey", text -> TpmPublic.endorsementKey(text).base64())
                .orElseThrow(() -> Json.invalid("Member tpm.endorsementKey is missing"));
        return new TpmKeys(
                endorsementKey,
                tpm.parsed(
                        "storageRootKey", text -> TpmPublic.storageRootKey(text).base64()));
    }

    private static Fields required(Fields attestation, String block) {
        return attestation.object(block).orElseThrow(() -> Json.invalid("Member attestation." + block + " is missing"));
    }
}

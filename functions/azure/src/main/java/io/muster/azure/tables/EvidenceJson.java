package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.attestation.Evidence;

/** How a device proved itself, in its record. */
final class EvidenceJson {
    private EvidenceJson() {}

    static ObjectNode write(Evidence evidence) {
        ObjectNode json = JsonColumn.object();
        if (evidence instanceof Evidence.Key key) {
            return json.put("derivedFrom", key.derivedFrom());
        }
        return evidence instanceof Evidence.Certificate certificate
                ? json.put("thumbprint", certificate.thumbprint())
                : json.put("storageRootKey", ((Evidence.Tpm) evidence).storageRootKey());
    }

    static Evidence read(JsonNode json) {
        if (json.has("thumbprint")) {
            return new Evidence.Certificate(JsonColumn.text(json, "thumbprint"));
        }
        return json.has("storageRootKey")
                ? new Evidence.Tpm(JsonColumn.text(json, "storageRootKey"))
                : new Evidence.Key(JsonColumn.text(json, "derivedFrom"));
    }
}

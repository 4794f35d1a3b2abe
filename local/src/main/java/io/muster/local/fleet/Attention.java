package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a DPS does not give out, or a Muster does not take: an operator has to see to it before the import. */
final class Attention {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FORMS = List.of("clientCertificates", "signingCertificates");
    private static final List<String> SLOTS = List.of("primary", "secondary");

    private final LineKind kind;
    private final String id;
    private final List<String> lines = new ArrayList<>();

    private Attention(LineKind kind, String id) {
        this.kind = kind;
        this.id = id;
    }

    /** Lines {@code {"kind","id","todo"}}, one for each thing to do; none for most enrollments. */
    static List<String> to(LineKind kind, String id, JsonNode enrollment) {
        Attention attention = new Attention(kind, id);
        attention.certificates(enrollment.at("/attestation/x509"));
        attention.authorities(enrollment.at("/attestation/x509/caReferences"));
        attention.allocation(enrollment);
        return List.copyOf(attention.lines);
    }

    private void certificates(JsonNode x509) {
        for (String form : FORMS) {
            for (String slot : SLOTS) {
                JsonNode certificate = x509.path(form).path(slot);
                if (certificate.isObject() && !certificate.path("certificate").isTextual()) {
                    add("add attestation.x509." + form + "." + slot + ".certificate: the PEM of the certificate with"
                            + " SHA-256 thumbprint "
                            + certificate.at("/info/sha256Thumbprint").asText("unknown")
                            + "; the source tells only what is in it");
                }
            }
        }
    }

    private void authorities(JsonNode references) {
        for (String slot : SLOTS) {
            if (references.path(slot).isTextual()) {
                add("upload the CA certificate that attestation.x509.caReferences." + slot + " names, under the same"
                        + " name: " + references.path(slot).asText());
            }
        }
    }

    private void allocation(JsonNode enrollment) {
        if (enrollment.path("allocationPolicy").asText().equalsIgnoreCase("custom")) {
            add("choose allocationPolicy hashed, geoLatency or static: custom is not served yet");
        }
    }

    private void add(String todo) {
        ObjectNode line =
                JSON.createObjectNode().put("kind", kind.member()).put("id", id).put("todo", todo);
        lines.add(line + "\n");
    }
}

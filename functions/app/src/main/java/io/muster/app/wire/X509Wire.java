package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.CertificateInfo;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft;
import io.muster.core.enrollment.AttestationDraft.Slot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The x509 block, of which exactly one form may be there (2.20): certificates of the enrollment's role, or names of CAs. */
final class X509Wire {
    private static final String CA_REFERENCES = "caReferences";
    private static final int MAX_NAME = 256;

    private X509Wire() {}

    static AttestationDraft read(Fields x509, Role role) {
        List<String> forms = Stream.of(Role.CLIENT.wire(), Role.SIGNING.wire(), CA_REFERENCES)
                .filter(x509::has)
                .toList();
        if (forms.size() != 1 || forms.contains(other(role).wire())) {
            throw Json.invalid(
                    "Member attestation.x509 must hold exactly one of " + role.wire() + " and " + CA_REFERENCES);
        }
        Fields pair = x509.object(forms.get(0)).orElseThrow();
        if (!pair.has("primary") && !pair.has("secondary")) {
            throw Json.invalid("Member attestation.x509." + forms.get(0) + ".primary is missing");
        }
        return x509.has(CA_REFERENCES)
                ? new AttestationDraft.Whole(new CaReferences(name(pair, "primary"), name(pair, "secondary")))
                : new AttestationDraft.Certificates(role, slot(pair, "primary"), slot(pair, "secondary"));
    }

    static void write(JsonGenerator json, X509Certificates certificates, Disclosure disclosure) throws IOException {
        json.writeObjectFieldStart("x509");
        json.writeObjectFieldStart(certificates.role().wire());
        if (certificates.primary().isPresent()) {
            write(json, "primary", certificates.primary().get(), disclosure);
        }
        if (certificates.secondary().isPresent()) {
            write(json, "secondary", certificates.secondary().get(), disclosure);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, CaReferences references) throws IOException {
        json.writeObjectFieldStart("x509");
        json.writeObjectFieldStart(CA_REFERENCES);
        if (references.primary().isPresent()) {
            json.writeStringField("primary", references.primary().get());
        }
        if (references.secondary().isPresent()) {
            json.writeStringField("secondary", references.secondary().get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Clients send back what a GET told them: without the certificate, whose info then says which one is meant. */
    private static Optional<Slot> slot(Fields pair, String name) {
        return pair.object(name)
                .map(certificate -> certificate
                        .parsed("certificate", EnrolledCertificate::parse)
                        .<Slot>map(Slot.Given::new)
                        .orElseGet(() -> new Slot.Kept(
                                certificate.object("info").flatMap(info -> info.text("sha256Thumbprint")))));
    }

    private static Optional<String> name(Fields pair, String member) {
        return pair.parsed(member, text -> {
            if (text.isBlank() || text.length() > MAX_NAME) {
                throw new IllegalArgumentException("must be a name of 1 to " + MAX_NAME + " characters");
            }
            return text;
        });
    }

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SIGNING : Role.CLIENT;
    }

    private static void write(JsonGenerator json, String slot, EnrolledCertificate certificate, Disclosure disclosure)
            throws IOException {
        json.writeObjectFieldStart(slot);
        if (disclosure.certificates()) {
            json.writeStringField("certificate", certificate.pem());
        }
        write(json, "info", certificate.info());
        json.writeEndObject();
    }

    /** What is told of a certificate (2.28), as a member of this name. */
    static void write(JsonGenerator json, String member, CertificateInfo info) throws IOException {
        json.writeObjectFieldStart(member);
        json.writeStringField("subjectName", info.subjectName());
        json.writeStringField("sha1Thumbprint", info.sha1Thumbprint());
        json.writeStringField("sha256Thumbprint", info.sha256Thumbprint());
        json.writeStringField("issuerName", info.issuerName());
        json.writeStringField("notBeforeUtc", Times.format(info.notBefore()));
        json.writeStringField("notAfterUtc", Times.format(info.notAfter()));
        json.writeStringField("serialNumber", info.serialNumber());
        json.writeNumberField("version", info.version());
        json.writeEndObject();
    }
}

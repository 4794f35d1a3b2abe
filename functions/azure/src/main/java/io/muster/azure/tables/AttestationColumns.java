package io.muster.azure.tables;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import java.util.Base64;
import java.util.Optional;

/**
 * How an enrollment's devices prove themselves. Keys have sealed columns of their own; everything else comes in pairs and
 * lies in {@code AttestationPrimary} and {@code AttestationSecondary}, told apart by {@code AttestationForm}.
 */
record AttestationColumns(Sealing sealing) {
    private static final String FORM = "AttestationForm";
    private static final String PRIMARY = "AttestationPrimary";
    private static final String SECONDARY = "AttestationSecondary";
    private static final String CA_REFERENCES = "caReferences";
    private static final String TPM = "tpm";

    void write(Row row, Attestation attestation) {
        if (attestation instanceof SymmetricKeys keys) {
            sealing.put(row, "PrimaryKey", keys.primary());
            sealing.put(row, "SecondaryKey", keys.secondary());
            pair(row, "", Optional.empty(), Optional.empty());
            return;
        }
        row.put("PrimaryKey", "").put("SecondaryKey", "");
        if (attestation instanceof X509Certificates x509) {
            pair(
                    row,
                    x509.role().wire(),
                    x509.primary().map(AttestationColumns::base64),
                    x509.secondary().map(AttestationColumns::base64));
        } else if (attestation instanceof CaReferences references) {
            pair(row, CA_REFERENCES, references.primary(), references.secondary());
        } else if (attestation instanceof TpmKeys tpm) {
            pair(row, TPM, Optional.of(tpm.endorsementKey()), tpm.storageRootKey());
        }
    }

    /** Rows from before there was more than one form say nothing of it. */
    Attestation read(Row row) {
        Optional<String> form = row.find(FORM);
        if (form.isEmpty()) {
            return new SymmetricKeys(sealing.open(row, "PrimaryKey"), sealing.open(row, "SecondaryKey"));
        }
        return switch (form.get()) {
            case CA_REFERENCES -> new CaReferences(row.find(PRIMARY), row.find(SECONDARY));
            case TPM -> new TpmKeys(row.text(PRIMARY), row.find(SECONDARY));
            case "clientCertificates" -> certificates(row, Role.CLIENT);
            case "signingCertificates" -> certificates(row, Role.SIGNING);
            default -> throw new IllegalStateException("row " + row.key() + " attests in an unknown form");
        };
    }

    private static X509Certificates certificates(Row row, Role role) {
        return new X509Certificates(
                role,
                row.find(PRIMARY).map(AttestationColumns::certificate),
                row.find(SECONDARY).map(AttestationColumns::certificate));
    }

    private static void pair(Row row, String form, Optional<String> primary, Optional<String> secondary) {
        row.put(FORM, form).put(PRIMARY, primary).put(SECONDARY, secondary);
    }

    private static String base64(EnrolledCertificate certificate) {
        return Base64.getEncoder().encodeToString(certificate.der());
    }

    private static EnrolledCertificate certificate(String base64) {
        return EnrolledCertificate.ofDer(Base64.getDecoder().decode(base64));
    }
}

package io.muster.core.attestation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One or two certificates: a device's own, or those that sign a group's (2.18, 2.20). */
public record X509Certificates(
        Role role, Optional<EnrolledCertificate> primary, Optional<EnrolledCertificate> secondary)
        implements Attestation {
    /** What the certificates are to the devices; also the member of the enrollment they stand under. */
    public enum Role {
        CLIENT("clientCertificates"),
        SIGNING("signingCertificates");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    @Override
    public AttestationType type() {
        return AttestationType.X509;
    }

    public List<EnrolledCertificate> all() {
        return Stream.of(primary, secondary).flatMap(Optional::stream).toList();
    }
}

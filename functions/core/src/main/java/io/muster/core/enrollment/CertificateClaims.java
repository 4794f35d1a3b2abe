package io.muster.core.enrollment;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import java.util.List;

/** Port: which enrollment a certificate belongs to, since it may serve one only (2.23). */
public interface CertificateClaims {
    /**
     * One version of an enrollment.
     *
     * @param foldedId its id in lower case
     */
    record Owner(EnrollmentKind kind, String foldedId, Etag etag) {}

    /**
     * Takes the certificates for a version about to be written.
     *
     * @return false when one of them belongs to another enrollment
     */
    boolean claim(Owner owner, List<EnrolledCertificate> certificates);

    /** Gives the certificates back that no later version has claimed. */
    void release(Owner owner, List<EnrolledCertificate> certificates);
}

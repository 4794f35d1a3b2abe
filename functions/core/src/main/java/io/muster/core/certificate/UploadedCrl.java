package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import java.time.Instant;
import java.util.Base64;

/**
 * A revocation list as an operator uploaded it for a CA.
 *
 * @param content Base64 of what was uploaded, DER or PEM
 * @param crl what it says, checked against the certificate the CA had then
 */
public record UploadedCrl(CaName ca, String content, Crl crl, Instant uploaded, Etag etag) {
    /** Reads it again; throws IllegalArgumentException when it is not what was written. */
    public static UploadedCrl of(CaName ca, String content, EnrolledCertificate issuer, Instant uploaded, Etag etag) {
        return new UploadedCrl(ca, content, Crl.parse(Base64.getDecoder().decode(content), issuer), uploaded, etag);
    }

    /** Whether it is from before another list of the same CA: by number where both have one, else by its time. */
    boolean isOlderThan(UploadedCrl other) {
        if (!crl.key().equals(other.crl.key()) || !crl.name().equals(other.crl.name())) {
            return false;
        }
        if (crl.number().isPresent() && other.crl.number().isPresent()) {
            return crl.number().get().compareTo(other.crl.number().get()) < 0;
        }
        return crl.thisUpdate().isBefore(other.crl.thisUpdate());
    }
}

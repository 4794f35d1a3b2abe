package io.muster.core.attestation;

import java.time.Instant;

/**
 * What is told of a certificate instead of the certificate itself (2.28).
 *
 * @param sha1Thumbprint upper-case hex, of the DER form
 * @param sha256Thumbprint upper-case hex, of the DER form
 * @param serialNumber upper-case hex, an even number of digits
 */
public record CertificateInfo(
        String subjectName,
        String sha1Thumbprint,
        String sha256Thumbprint,
        String issuerName,
        Instant notBefore,
        Instant notAfter,
        String serialNumber,
        int version) {}

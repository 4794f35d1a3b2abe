package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import java.time.Instant;
import java.util.Optional;

/**
 * A CA certificate as an operator uploaded it. Only a verified one attests anything (9.7).
 *
 * @param verificationCode what the proof of possession has to be issued to; bound to this etag (9.4)
 * @param etag another one after each step (9.5)
 */
public record CaCertificate(
        CaName name,
        EnrolledCertificate certificate,
        boolean verified,
        Optional<String> verificationCode,
        Instant created,
        Instant updated,
        Etag etag) {}

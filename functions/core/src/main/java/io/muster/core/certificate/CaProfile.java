package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.cert.X509Certificate;

/** What a certificate must be to be uploaded as a CA's: one that could ever sign for a device (2.34). */
final class CaProfile {
    private static final int V3 = 3;
    private static final int CERT_SIGN = 5;

    private CaProfile() {}

    /** Refuses with 400 what is no CA certificate. */
    static void require(EnrolledCertificate certificate) {
        ParsedCertificate parsed = parsed(certificate);
        X509Certificate x509 = parsed.x509();
        if (x509.getVersion() < V3 || x509.getBasicConstraints() < 0) {
            // A root of version 1 too: nothing in it tells a CA from a device.
            throw refused("is not a CA's: its basicConstraints must be there and say CA:TRUE");
        }
        boolean[] usage = x509.getKeyUsage();
        if (usage != null && !usage[CERT_SIGN]) {
            throw refused("may not sign certificates: its keyUsage lacks keyCertSign");
        }
        parsed.keyFlaw().ifPresent(flaw -> {
            throw refused("is not taken: " + flaw.text());
        });
    }

    private static ParsedCertificate parsed(EnrolledCertificate certificate) {
        try {
            return ParsedCertificate.of(certificate);
        } catch (IllegalArgumentException e) {
            throw refused("holds no readable key");
        }
    }

    private static Problem refused(String why) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "The certificate " + why);
    }
}

package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** What a certificate must be to be uploaded as a CA's: one that could ever sign for a device (2.34). */
final class CaProfile {
    private static final int V3 = 3;
    private static final int CERT_SIGN = 5;
    private static final int MIN_RSA_BITS = 2048;
    /** Larger ones, or larger exponents, only cost time with each check. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;

    private CaProfile() {}

    /** Refuses with 400 what is no CA certificate. */
    static void require(EnrolledCertificate certificate) {
        X509Certificate x509 = read(certificate);
        if (x509.getVersion() < V3 || x509.getBasicConstraints() < 0) {
            // A root of version 1 too: nothing in it tells a CA from a device.
            throw refused("is not a CA's: its basicConstraints must be there and say CA:TRUE");
        }
        boolean[] usage = x509.getKeyUsage();
        if (usage != null && !usage[CERT_SIGN]) {
            throw refused("may not sign certificates: its keyUsage lacks keyCertSign");
        }
        requireKey(x509.getPublicKey());
    }

    static X509Certificate read(EnrolledCertificate certificate) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.der()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read before does not read again", e);
        }
    }

    private static void requireKey(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS
                    || bits > MAX_RSA_BITS
                    || rsa.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
                throw refused("has an RSA key of " + bits + " bits; " + MIN_RSA_BITS + " to " + MAX_RSA_BITS
                        + " with a small exponent are taken");
            }
        } else if (!(key instanceof ECPublicKey)) {
            throw refused("has neither an RSA key nor one on a NIST curve");
        }
    }

    private static Problem refused(String why) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "The certificate " + why);
    }
}

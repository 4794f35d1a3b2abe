package io.muster.core.certificate;

import static io.muster.core.certificate.CertificateReason.ALGORITHM_REFUSED;
import static io.muster.core.certificate.CertificateReason.CERTIFICATE_EXPIRED;
import static io.muster.core.certificate.CertificateReason.CERTIFICATE_MALFORMED;
import static io.muster.core.certificate.CertificateReason.CERTIFICATE_NOT_YET_VALID;
import static io.muster.core.certificate.CertificateReason.CRITICAL_EXTENSION;
import static io.muster.core.certificate.CertificateReason.EXTENDED_KEY_USAGE;
import static io.muster.core.certificate.CertificateReason.ISSUER_NOT_A_CA;
import static io.muster.core.certificate.CertificateReason.KEY_USAGE;
import static io.muster.core.certificate.CertificateReason.PATH_LENGTH_EXCEEDED;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one certificate has to be by itself, as a leaf or as an issuer (2.31, 2.34). */
final class CertificateRules {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    /** Those that the JDK's PKIX acts upon: what it does not, nobody here would. */
    private static final Set<String> KNOWN = Set.of(
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.19",
            "2.5.29.30",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54");

    private CertificateRules() {}

    static Optional<Flaw> ofLeaf(ParsedCertificate leaf, Instant now) {
        return ofAny(leaf, now).or(() -> leafUse(leaf));
    }

    /** @param below how many CAs stand between it and the leaf, self-issued ones not counted (RFC 5280, 4.2.1.9) */
    static Optional<Flaw> ofIssuer(ParsedCertificate issuer, int below, Instant now) {
        return ofAny(issuer, now).or(() -> issuerUse(issuer, below));
    }

    private static Optional<Flaw> ofAny(ParsedCertificate certificate, Instant now) {
        X509Certificate x509 = certificate.x509();
        Instant from = x509.getNotBefore().toInstant();
        Instant until = x509.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return Optional.of(certificate.flaw(CERTIFICATE_EXPIRED, "it expired at " + until));
        }
        if (now.isBefore(from)) {
            return Optional.of(certificate.flaw(CERTIFICATE_NOT_YET_VALID, "it is not valid before " + from));
        }
        if (!SignatureFloor.takes(x509.getSigAlgOID(), x509.getSigAlgParams())) {
            String text = "its signature is " + x509.getSigAlgName() + ", which is not taken";
            return Optional.of(certificate.flaw(ALGORITHM_REFUSED, text));
        }
        Set<String> unknown = critical(x509);
        unknown.removeAll(KNOWN);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(certificate.flaw(CRITICAL_EXTENSION, "it has the critical extension " + unknown));
    }

    private static Set<String> critical(X509Certificate x509) {
        Set<String> oids = x509.getCriticalExtensionOIDs();
        return oids == null ? new TreeSet<>() : new TreeSet<>(oids);
    }

    private static Optional<Flaw> leafUse(ParsedCertificate leaf) {
        if (!allows(leaf.x509(), DIGITAL_SIGNATURE)) {
            return Optional.of(leaf.flaw(KEY_USAGE, "its key usage lacks digitalSignature"));
        }
        try {
            List<String> uses = leaf.x509().getExtendedKeyUsage();
            return uses == null || uses.contains(CLIENT_AUTH) || uses.contains(ANY_USAGE)
                    ? Optional.empty()
                    : Optional.of(leaf.flaw(EXTENDED_KEY_USAGE, "its extended key usage lacks clientAuth"));
        } catch (CertificateParsingException e) {
            return Optional.of(leaf.flaw(CERTIFICATE_MALFORMED, "its extended key usage cannot be read"));
        }
    }

    private static Optional<Flaw> issuerUse(ParsedCertificate issuer, int below) {
        int longest = issuer.x509().getBasicConstraints();
        if (longest < 0) {
            return Optional.of(issuer.flaw(ISSUER_NOT_A_CA, "it signs certificates and is no CA"));
        }
        if (!allows(issuer.x509(), KEY_CERT_SIGN)) {
            return Optional.of(issuer.flaw(KEY_USAGE, "its key usage lacks keyCertSign"));
        }
        return below > longest
                ? Optional.of(issuer.flaw(
                        PATH_LENGTH_EXCEEDED, "it allows " + longest + " CAs below it and there are " + below))
                : Optional.empty();
    }

    /** A certificate without the extension allows all. */
    private static boolean allows(X509Certificate x509, int use) {
        boolean[] uses = x509.getKeyUsage();
        return uses == null || uses[use];
    }
}

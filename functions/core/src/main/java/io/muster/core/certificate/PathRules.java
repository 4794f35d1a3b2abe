package io.muster.core.certificate;

import static io.muster.core.certificate.CertificateReason.NAME_CONSTRAINTS;
import static io.muster.core.certificate.CertificateReason.PATH_RULES;
import static io.muster.core.certificate.CertificateReason.POLICY;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The path rules of RFC 5280 as the JDK has them, on a path already found: names, constraints and policies from
 * certificate to certificate. Signatures are in the JDK's memory by then.
 */
final class PathRules {
    private static final Map<Object, CertificateReason> REASONS =
            Map.of(PKIXReason.INVALID_NAME, NAME_CONSTRAINTS, PKIXReason.INVALID_POLICY, POLICY);

    private PathRules() {}

    static Optional<Flaw> flaw(List<Link> path, Instant now) {
        return AnchorNames.flaw(path).or(() -> pkix(path, now));
    }

    private static Optional<Flaw> pkix(List<Link> path, Instant now) {
        List<X509Certificate> below = path.stream()
                .limit(path.size() - 1L)
                .map(link -> link.certificate().x509())
                .toList();
        X509Certificate anchor = path.get(path.size() - 1).certificate().x509();
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.setSigProvider(provider(path));
            CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(below);
            CertPathValidator.getInstance("PKIX", "SUN").validate(certificates, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            // The JDK's message is a constant phrase; of the certificates it quotes nothing.
            CertificateReason reason = REASONS.getOrDefault(e.getReason(), PATH_RULES);
            ParsedCertificate at = path.get(Math.max(e.getIndex(), 0)).certificate();
            return Optional.of(at.flaw(reason, "the path rules refuse it: " + e.getReason()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks PKIX", e);
        }
    }

    /** One for the whole path: the one that the search used, unless RSA and other keys are mixed. */
    private static String provider(List<Link> path) {
        boolean rsa = path.stream()
                .skip(1)
                .map(link -> link.certificate().x509().getPublicKey())
                .allMatch(key -> Signatures.provider(key).equals(Signatures.JDK_RSA));
        return rsa ? Signatures.JDK_RSA : Signatures.BOUNCY_CASTLE;
    }
}

package io.muster.core.certificate;

import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** What has been revoked, at one moment. Immutable, for many threads. OCSP is not asked. */
public final class Revocations {
    /** What to make of a revocation list whose successor is overdue; what it revokes stays revoked in either case. */
    public enum StaleCrl {
        /** Certificates not on it pass. */
        FAIL_OPEN,
        /** No certificate of that CA passes. */
        FAIL_CLOSED
    }

    private final Set<Denial> denials;
    private final Map<X500Principal, List<Crl>> crls;
    private final StaleCrl policy;

    /** Of several lists of one CA the newest counts; a CA without a list revokes nothing. */
    public Revocations(Collection<Denial> denials, Collection<Crl> crls, StaleCrl policy) {
        this.denials = Set.copyOf(new HashSet<>(denials));
        this.crls = newest(crls).stream().collect(Collectors.groupingBy(Crl::name));
        this.policy = policy;
    }

    public static Revocations none() {
        return new Revocations(Set.of(), List.of(), StaleCrl.FAIL_OPEN);
    }

    private static Collection<Crl> newest(Collection<Crl> crls) {
        return crls.stream()
                .sorted(Comparator.comparing(Crl::thisUpdate))
                .collect(Collectors.toMap(crl -> new Ca(crl.name(), crl.key()), crl -> crl, (older, newer) -> newer))
                .values();
    }

    Optional<Flaw> denied(ParsedCertificate certificate) {
        return DenialText.of(certificate).stream()
                .filter(denials::contains)
                .map(denial -> certificate.flaw(
                        CertificateReason.CERTIFICATE_REVOKED, "it is on the deny list as " + denial.text()))
                .findFirst();
    }

    /** The first of a path, from the top down, that is revoked: the higher one is why the lower ones fall. */
    Optional<Flaw> flaw(List<Link> path, Instant now, Trail trail) {
        for (int i = path.size() - 1; i >= 0; i--) {
            ParsedCertificate certificate = path.get(i).certificate();
            Optional<PublicKey> issuer = i + 1 < path.size()
                    ? Optional.of(path.get(i + 1).certificate().x509().getPublicKey())
                    : Optional.empty();
            Optional<Flaw> flaw = denied(certificate).or(() -> listed(certificate, issuer, now, trail));
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return Optional.empty();
    }

    private Optional<Flaw> listed(ParsedCertificate certificate, Optional<PublicKey> issuer, Instant now, Trail trail) {
        for (Crl crl : crls.getOrDefault(certificate.issuer(), List.of())) {
            if (signedBoth(crl, certificate, issuer)) {
                Optional<Flaw> flaw = flaw(crl, certificate, now);
                if (flaw.isPresent()) {
                    return flaw;
                }
                trail.note(
                        Step.REVOCATION,
                        certificate.told(),
                        "not on " + crl.told() + (crl.stale(now) ? ", which is stale" : ""));
            }
        }
        return Optional.empty();
    }

    private Optional<Flaw> flaw(Crl crl, ParsedCertificate certificate, Instant now) {
        if (crl.contains(certificate.x509().getSerialNumber())) {
            return Optional.of(certificate.flaw(CertificateReason.CERTIFICATE_REVOKED, "it is on " + crl.told()));
        }
        return crl.stale(now) && policy == StaleCrl.FAIL_CLOSED
                ? Optional.of(
                        certificate.flaw(CertificateReason.CRL_STALE, "nothing newer is known than " + crl.told()))
                : Optional.empty();
    }

    /** Serials are unique to a key, not to a name; of the one at the top of the path the signature tells the key. */
    private static boolean signedBoth(Crl crl, ParsedCertificate certificate, Optional<PublicKey> issuer) {
        return issuer.map(key -> key.equals(crl.key())).orElseGet(() -> Signatures.verifies(certificate, crl.key()));
    }

    private record Ca(X500Principal name, PublicKey key) {}
}

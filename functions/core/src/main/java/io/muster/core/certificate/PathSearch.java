package io.muster.core.certificate;

import static io.muster.core.certificate.CertificateReason.ISSUER_NOT_FOUND;
import static io.muster.core.certificate.CertificateReason.LOOP;
import static io.muster.core.certificate.CertificateReason.NO_VERIFIED_CA;
import static io.muster.core.certificate.CertificateReason.SEARCH_EXHAUSTED;
import static io.muster.core.certificate.CertificateReason.SIGNATURE_INVALID;

import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for all ways from a leaf up to verified CAs, depth first. A device chooses most of what is looked at, so
 * signature checks, steps and depth are bounded (issue 4, Cost).
 */
final class PathSearch {
    /** In checks with P-256: 16 of those, 4 with P-521. */
    static final int MOST_WORK = 16;

    static final int MOST_STEPS = 48;
    static final int MOST_DEPTH = 10;

    private final DeviceChain chain;
    private final Trust trust;
    private final Instant now;
    private final Trail trail;
    private final List<List<Link>> found = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final Map<Pair, Boolean> checked = new HashMap<>();
    private int work;
    private int steps;

    PathSearch(DeviceChain chain, Trust trust, Instant now, Trail trail) {
        this.chain = chain;
        this.trust = trust;
        this.now = now;
        this.trail = trail;
    }

    /** Every way that ends at a verified CA, in the order found; a longer one may continue a shorter one. */
    List<List<Link>> run() {
        List<Link> path = new ArrayList<>();
        path.add(new Link(chain.leafCertificate(), List.of()));
        climb(path);
        return found;
    }

    /** What was wrong with the candidates, in the order they were looked at. */
    List<Flaw> flaws() {
        return flaws;
    }

    /** Units of signature work done. */
    int work() {
        return work;
    }

    private void climb(List<Link> path) {
        Link top = last(path);
        List<Link> issuers = trust.named(top.certificate().issuer(), chain.others()).stream()
                .filter(link -> !link.certificate().equals(top.certificate()))
                .toList();
        if (issuers.isEmpty() && !top.verified()) {
            flaws.add(deadEnd(top));
        }
        for (Link issuer : issuers) {
            step(path, issuer);
        }
    }

    private void step(List<Link> path, Link issuer) {
        Optional<Flaw> flaw = flaw(path, issuer);
        if (flaw.isPresent()) {
            flaw.get().note(trail);
            flaws.add(flaw.get());
            return;
        }
        String standing = issuer.verified() ? ", uploaded as " + names(issuer) + " and verified" : "";
        trail.note(Step.CHAIN, last(path).told(), "signed by " + issuer.told() + standing);
        path.add(issuer);
        if (issuer.verified()) {
            found.add(List.copyOf(path));
        }
        climb(path);
        path.remove(path.size() - 1);
    }

    /** The signature before what the issuer may do: of several CAs of one name, only the one that signed matters. */
    private Optional<Flaw> flaw(List<Link> path, Link issuer) {
        ParsedCertificate signed = last(path).certificate();
        if (path.stream().anyMatch(link -> sameCa(link.certificate(), issuer.certificate()))) {
            return Optional.of(signed.flaw(LOOP, "its issuer " + issuer.told() + " stands below it already"));
        }
        if (++steps > MOST_STEPS || path.size() >= MOST_DEPTH) {
            return Optional.of(signed.flaw(SEARCH_EXHAUSTED, "too many certificates were tried or stand below it"));
        }
        return issuer.certificate()
                .keyFlaw()
                .or(() -> signature(signed, issuer.certificate()))
                .or(() -> CertificateRules.ofIssuer(issuer.certificate(), authorities(path), now));
    }

    private Optional<Flaw> signature(ParsedCertificate signed, ParsedCertificate issuer) {
        Pair pair = new Pair(signed, issuer);
        Boolean known = checked.get(pair);
        if (known == null) {
            int cost = Signatures.cost(issuer.x509().getPublicKey());
            if (work + cost > MOST_WORK) {
                return Optional.of(signed.flaw(SEARCH_EXHAUSTED, "too many signatures would have to be checked"));
            }
            work += cost;
            known = Signatures.verifies(signed, issuer.x509().getPublicKey());
            checked.put(pair, known);
        }
        return known
                ? Optional.empty()
                : Optional.of(signed.flaw(SIGNATURE_INVALID, "it was not signed with the key of " + issuer.told()));
    }

    private static Flaw deadEnd(Link top) {
        ParsedCertificate certificate = top.certificate();
        return certificate.selfIssued()
                ? certificate.flaw(NO_VERIFIED_CA, "it ends the chain and is no verified CA of this service")
                : certificate.flaw(ISSUER_NOT_FOUND, "its issuer " + certificate.issuerTold() + " is not known");
    }

    /** Same name and key: another certificate of a CA that stands on the path leads nowhere new. */
    private static boolean sameCa(ParsedCertificate one, ParsedCertificate other) {
        return one.subject().equals(other.subject())
                && one.x509().getPublicKey().equals(other.x509().getPublicKey());
    }

    private static int authorities(List<Link> path) {
        return (int) path.stream()
                .skip(1)
                .filter(link -> !link.certificate().selfIssued())
                .count();
    }

    private static String names(Link link) {
        return String.join(", ", link.verifiedAs().stream().map(CaName::text).toList());
    }

    private static Link last(List<Link> path) {
        return path.get(path.size() - 1);
    }

    private record Pair(ParsedCertificate signed, ParsedCertificate issuer) {}
}

package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * The CAs a service knows, at one moment: verified ones, where a path may end (9.7), and all the others it was given,
 * which help a device that sent too few (issue 4, point 1) and prove nothing. Immutable, for many threads.
 */
public final class Trust {
    private final Map<X500Principal, List<Link>> bySubject;
    private final Revocations revocations;

    private Trust(Map<X500Principal, List<Link>> bySubject, Revocations revocations) {
        this.bySubject = bySubject;
        this.revocations = revocations;
    }

    /**
     * Of what operators gave; costs one parse a certificate.
     *
     * @param uploaded verified or not
     * @param intermediates signing certificates of groups
     */
    public static Trust of(
            List<CaCertificate> uploaded, Collection<EnrolledCertificate> intermediates, Revocations revocations) {
        Map<EnrolledCertificate, List<CaName>> names = new LinkedHashMap<>();
        for (CaCertificate ca : uploaded) {
            List<CaName> verifiedAs = names.computeIfAbsent(ca.certificate(), certificate -> new ArrayList<>());
            if (ca.verified()) {
                verifiedAs.add(ca.name());
            }
        }
        intermediates.forEach(certificate -> names.computeIfAbsent(certificate, unnamed -> new ArrayList<>()));
        // Anchors first, then by thumbprint: the same answer whatever order the store lists them in.
        Comparator<Link> order = Comparator.comparing((Link link) -> !link.verified())
                .thenComparing(link -> link.certificate().enrolled().info().sha256Thumbprint());
        return new Trust(
                names.entrySet().stream()
                        .map(entry -> new Link(ParsedCertificate.of(entry.getKey()), sorted(entry.getValue())))
                        .sorted(order)
                        .collect(
                                Collectors.groupingBy(link -> link.certificate().subject())),
                revocations);
    }

    private static List<CaName> sorted(List<CaName> names) {
        return names.stream().sorted(Comparator.comparing(CaName::folded)).toList();
    }

    /** Those of this name, anchors first, and then the device's own. */
    List<Link> named(X500Principal name, List<ParsedCertificate> sent) {
        List<Link> known = bySubject.getOrDefault(name, List.of());
        Stream<Link> own = sent.stream()
                .filter(certificate -> certificate.subject().equals(name))
                .filter(certificate ->
                        known.stream().noneMatch(link -> link.certificate().equals(certificate)))
                .map(certificate -> new Link(certificate, List.of()));
        return Stream.concat(known.stream(), own).distinct().toList();
    }

    Revocations revocations() {
        return revocations;
    }
}

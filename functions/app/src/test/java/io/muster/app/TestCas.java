package io.muster.app;

import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CA certificates, and who names them. */
final class TestCas {
    private TestCas() {}

    /** Unverified. */
    static CaCertificate named(String name, Instant now) {
        return new CaCertificate(
                new CaName(name),
                EnrolledCertificate.parse(Answers.pem("root-a")),
                false,
                Optional.empty(),
                now,
                now,
                new Etag("e"));
    }

    static Map<CaName, List<GroupId>> uses(Collection<EnrollmentGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.attestation() instanceof CaReferences references
                        ? references.primary().flatMap(CaName::parse).stream().map(ca -> Map.entry(ca, group.groupId()))
                        : Stream.empty())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}

package io.muster.app;

import io.muster.app.service.ServicePorts;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.InMemoryListing;
import io.muster.core.testkit.InMemoryRegistrations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The listings of the app under test, over its stores. */
final class TestLists {
    private TestLists() {}

    static ServicePorts.Lists of(
            InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals,
            InMemoryEnrollments<GroupId, EnrollmentGroup> groups,
            InMemoryRegistrations registrations) {
        return new ServicePorts.Lists(
                withRecords -> new InMemoryListing<>(
                        () -> individuals.all().stream()
                                .map(it -> new Device(
                                        Optional.of(it),
                                        withRecords ? registrations.stored(it.registrationId()) : Optional.empty()))
                                .toList(),
                        device -> device.enrollment().orElseThrow().foldedId()),
                new InMemoryListing<>(groups::all, EnrollmentGroup::foldedId),
                group -> new InMemoryListing<>(
                        () -> registrations.all().stream()
                                .filter(it -> it.group().equals(Optional.of(group)))
                                .toList(),
                        it -> it.id().folded()),
                new InMemoryListing<>(
                        () -> registrations.all().stream()
                                .filter(it -> it.group().isPresent())
                                .toList(),
                        it -> it.id().folded()));
    }

    /** Which groups name which CA. */
    static Map<CaName, List<GroupId>> caUses(InMemoryEnrollments<GroupId, EnrollmentGroup> groups) {
        return groups.all().stream()
                .flatMap(group -> group.attestation() instanceof CaReferences references
                        ? references.primary().flatMap(CaName::parse).stream().map(ca -> Map.entry(ca, group.groupId()))
                        : Stream.empty())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** A CA certificate as if it had been uploaded. */
    static CaCertificate ca(String name, Instant at) {
        return new CaCertificate(
                new CaName(name),
                EnrolledCertificate.parse(Answers.pem("root-a")),
                false,
                Optional.empty(),
                at,
                at,
                new Etag("e"));
    }
}

package io.muster.core.enrollment;

import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.PathCertificate;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.Trust;
import io.muster.core.certificate.ValidPath;
import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The groups by X.509 at one moment, found by the certificates and CAs they name, and what their devices' chains lead to. */
final class CertificateGroups {
    private final List<EnrollmentGroup> groups;
    private final List<CaCertificate> uploaded;
    private final Revocations revocations;
    private final Trust trust;
    private final Map<EnrolledCertificate, List<EnrollmentGroup>> bySigner = new HashMap<>();
    private final Map<CaName, List<EnrollmentGroup>> byReference = new HashMap<>();

    CertificateGroups(List<EnrollmentGroup> groups, List<CaCertificate> uploaded, Revocations revocations) {
        this.groups = groups;
        this.uploaded = uploaded;
        this.revocations = revocations;
        for (EnrollmentGroup group : groups) {
            if (group.attestation() instanceof X509Certificates signing) {
                signing.all().forEach(it -> put(bySigner, it, group));
            } else if (group.attestation() instanceof CaReferences references) {
                Stream.of(references.primary(), references.secondary())
                        .flatMap(Optional::stream)
                        .flatMap(name -> CaName.parse(name).stream())
                        .forEach(it -> put(byReference, it, group));
            }
        }
        trust = Trust.of(uploaded, bySigner.keySet(), revocations);
    }

    private static <K> void put(Map<K, List<EnrollmentGroup>> index, K key, EnrollmentGroup group) {
        index.computeIfAbsent(key, first -> new ArrayList<>()).add(group);
    }

    /** Whether it was made of these very objects. */
    boolean isOf(List<EnrollmentGroup> otherGroups, List<CaCertificate> otherUploaded, Revocations otherRevocations) {
        return groups == otherGroups && uploaded == otherUploaded && revocations == otherRevocations;
    }

    Trust trust() {
        return trust;
    }

    /** The group nearest to the leaf (2.24); of several that name one CA the first by id, so that it is always the same. */
    Optional<EnrollmentGroup> nearest(ValidPath path, RegistrationId id) {
        return path.certificates().stream()
                .skip(1)
                .flatMap(certificate -> of(certificate)
                        .filter(group -> group.mayHold(id))
                        .sorted(Comparator.comparing(EnrollmentGroup::foldedId)))
                .findFirst();
    }

    private Stream<EnrollmentGroup> of(PathCertificate certificate) {
        return Stream.concat(
                bySigner.getOrDefault(certificate.certificate(), List.of()).stream(),
                certificate.verifiedAs().stream().flatMap(name -> byReference.getOrDefault(name, List.of()).stream()));
    }
}

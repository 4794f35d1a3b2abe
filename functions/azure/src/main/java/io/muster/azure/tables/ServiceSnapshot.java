package io.muster.azure.tables;

import io.muster.azure.tables.ReleaseRows.Release;
import io.muster.core.access.SasPolicy;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.GroupId;
import io.muster.core.service.ServiceDescription;
import io.muster.core.service.ServiceSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All groups, hubs, policies, CA certificates and what is revoked as they were at one tick of the clock.
 *
 * @param held the opened rows by row key, so that the next snapshot opens only what changed
 */
record ServiceSnapshot(
        String tick,
        Map<String, Held> held,
        List<EnrollmentGroup> groups,
        Map<GroupId, EnrollmentGroup> groupsById,
        List<LinkedHub> hubs,
        List<SasPolicy> policies,
        ServiceSettings settings,
        Map<Optional<GroupId>, Integer> releases,
        List<CaCertificate> cas,
        List<UploadedCrl> crls,
        List<DenyList.Entry> denials) {
    /** An opened row and the version it was opened at. */
    record Held(String version, Object value) {}

    static ServiceSnapshot of(String tick, Map<String, Held> held) {
        Collection<Object> values = held.values().stream().map(Held::value).toList();
        List<EnrollmentGroup> groups =
                sorted(values, EnrollmentGroup.class, group -> group.groupId().folded());
        return new ServiceSnapshot(
                tick,
                Map.copyOf(held),
                groups,
                groups.stream().collect(Collectors.toUnmodifiableMap(EnrollmentGroup::groupId, Function.identity())),
                sorted(values, LinkedHub.class, hub -> hub.host().name()),
                sorted(values, SasPolicy.class, SasPolicy::name),
                sorted(values, ServiceSettings.class, ServiceSettings::location).stream()
                        .findFirst()
                        .orElse(ServiceSettings.INITIAL),
                values.stream()
                        .filter(Release.class::isInstance)
                        .map(Release.class::cast)
                        .collect(Collectors.toUnmodifiableMap(Release::group, Release::percent)),
                sorted(values, CaCertificate.class, ca -> ca.name().folded()),
                sorted(values, UploadedCrl.class, crl -> crl.ca().folded()),
                sorted(values, DenyList.Entry.class, entry -> entry.denial().text()));
    }

    ServiceDescription description() {
        return new ServiceDescription(settings, hubs, policies);
    }

    private static <T> List<T> sorted(Collection<Object> values, Class<T> type, Function<T, String> by) {
        return values.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparing(by))
                .toList();
    }
}

package io.muster.app;

import io.muster.core.enrollment.CertificateLookup;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.enrollment.TpmLookup;
import io.muster.core.identity.GroupId;
import io.muster.core.registration.GroupDevices;
import io.muster.core.registration.Limits;
import io.muster.core.registration.Lookups;
import io.muster.core.registration.RegistrationService;
import io.muster.core.service.ServiceSettings;
import io.muster.core.telemetry.Metrics;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.FakeWebhook;
import io.muster.core.testkit.InMemoryAuthorities;
import io.muster.core.testkit.InMemoryBudgets;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.InMemoryRegistrations;
import io.muster.core.testkit.InMemoryReleases;
import io.muster.core.testkit.InMemoryWork;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import io.muster.core.tpm.TpmChallenges;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Registration in memory. */
record TestRegistration(
        InMemoryRegistrations registrations,
        InMemoryEnrollments<GroupId, EnrollmentGroup> groups,
        FakeHubs hubs,
        Supplier<ServiceSettings> settings,
        InMemoryAuthorities authorities,
        Metrics metrics) {
    RegistrationService over(
            InMemoryReleases releases,
            TpmChallenges challenges,
            ManualClock clock,
            Journal journal,
            SeededRandom random) {
        return RegistrationService.over(
                TestData.SCOPE,
                new RegistrationService.Ports(
                        registrations,
                        InMemoryEnrollments.lookup(groups),
                        hubs,
                        hubs,
                        new InMemoryWork(clock, journal),
                        releases,
                        new FakeWebhook(journal),
                        new InMemoryBudgets(),
                        metrics),
                new Lookups(
                        new KeyLookup(InMemoryEnrollments.lookup(groups), new SearchBudget(clock, 10_000)),
                        new CertificateLookup(InMemoryEnrollments.lookup(groups), authorities, IndividualChains.ANY),
                        new TpmLookup(challenges)),
                challenges,
                new RegistrationService.Rules(
                        () -> settings.get().allocationPolicy(),
                        (near, origin) -> List.of(),
                        GroupDevices.BY_THUMBPRINT,
                        Limits.withAssignBudget(Duration.ofSeconds(3))),
                clock,
                random);
    }
}

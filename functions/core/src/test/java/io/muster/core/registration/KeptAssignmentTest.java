package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Allocator;
import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Evidence;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryReleases;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Issue 3.4: an imported assignment is kept until it is released")
class KeptAssignmentTest {
    private static final RegistrationId ID = new RegistrationId("unit-1");
    private static final Optional<GroupId> LINE = Optional.of(new GroupId("line"));

    private final FakeHubs hubs = new FakeHubs(new ManualClock(TestData.NOW), new Journal());
    private final InMemoryReleases releases = new InMemoryReleases();
    private final Planner planner =
            new Planner(hubs, () -> AllocationPolicy.HASHED, new Allocator((near, origin) -> near), releases);

    @BeforeEach
    void linkHubs() {
        // So much heavier that allocation picks it for this device.
        hubs.link(TestData.hub("old", 1, true));
        hubs.link(TestData.hub("new", 1000, true));
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHED", "GEO_LATENCY"})
    void keptWhereTheServicePicksTheHub(AllocationPolicy policy) {
        TermsBuilder terms = TermsBuilder.terms().allocation(policy);

        assertEquals("old", hub(line(terms), imported("old")));
        assertEquals("old", hub(line(terms.reprovision(ReprovisionPolicy.MIGRATE)), imported("old")));
        assertEquals("new", hub(line(terms), own("old")));
    }

    @Test
    void keptDevicesKeepTheirTwins() {
        Plan plan = plan(line(TermsBuilder.terms()), imported("old"));

        assertEquals(TwinTreatment.KEEP, plan.twin());
        assertFalse(plan.moves());
    }

    @Test
    @DisplayName("A release is its group's, or that of all individual enrollments")
    void released() {
        Enrollment individual = TestData.individual("unit-1", TermsBuilder.terms());

        releases.set(LINE, 100);
        assertEquals("new", hub(line(TermsBuilder.terms()), imported("old")));
        assertEquals("old", hub(TestData.group("other", TermsBuilder.terms()), imported("old")));
        assertEquals("old", hub(individual, imported("old")));

        releases.set(Optional.empty(), 100);
        assertEquals("new", hub(individual, imported("old")));
        releases.set(LINE, 0);
        assertEquals("old", hub(line(TermsBuilder.terms()), imported("old")));
    }

    @Test
    void aHubThatIsUnlinkedKeepsNobody() {
        hubs.unlink(TestData.host("old"));

        assertEquals("new", hub(line(TermsBuilder.terms()), imported("old")));
    }

    @Test
    @DisplayName("3.10: an enrollment that names the hub has its way, in the old form and in the new")
    void named() {
        TermsBuilder fixed =
                TermsBuilder.terms().allocation(AllocationPolicy.STATIC).hubs("new");

        assertEquals("new", hub(line(fixed), imported("old")));
        assertEquals("new", hub(line(TermsBuilder.terms().legacyHub("new")), imported("old")));
    }

    @Test
    @DisplayName("4.1: a device that is never to move stays, released or not")
    void never() {
        releases.set(LINE, 100);

        assertEquals("old", hub(line(TermsBuilder.terms().reprovision(ReprovisionPolicy.NEVER)), imported("old")));
    }

    @Test
    @DisplayName("The mark stays while the device keeps its seat and goes with its first move")
    void mark() {
        Seat old = imported("old").seat();
        Registration registration = Registration.imported(
                ID,
                LINE,
                TestData.NOW.minusSeconds(60),
                TestData.NOW.minusSeconds(30),
                new Etag("e"),
                old,
                Substatus.DEVICE_DATA_MIGRATED,
                new OperationId("4.op"));
        assertTrue(registration.assignment().orElseThrow().imported());
        assertEquals(
                Substatus.DEVICE_DATA_MIGRATED, registration.assignment().get().substatus());
        assertInstanceOf(Progress.Assigned.class, registration.operation().progress());
        assertTrue(registration.knows(new OperationId("4.op"), TestData.NOW));

        Registration stayed = assigned(registration, old);
        assertTrue(stayed.assignment().orElseThrow().imported());

        Registration moved = assigned(stayed, new Seat(TestData.host("new"), old.deviceId()));
        assertFalse(moved.assignment().orElseThrow().imported());
        assertFalse(assigned(moved, old).assignment().orElseThrow().imported());
    }

    private static Registration assigned(Registration registration, Seat seat) {
        return registration.assigned(
                new Plan(seat, Optional.empty(), TwinTreatment.KEEP),
                Substatus.INITIAL_ASSIGNMENT,
                TestData.NOW,
                new Etag("next"));
    }

    private static Enrollment line(TermsBuilder terms) {
        return TestData.group("line", terms);
    }

    private static Assignment imported(String hub) {
        return new Assignment(own(hub).seat(), Substatus.INITIAL_ASSIGNMENT, true);
    }

    private static Assignment own(String hub) {
        return new Assignment(new Seat(TestData.host(hub), new DeviceId("unit-1")), Substatus.INITIAL_ASSIGNMENT);
    }

    private String hub(Enrollment enrollment, Assignment former) {
        HubHost host = plan(enrollment, former).target().hub();
        return host.name().substring(0, host.name().indexOf('.'));
    }

    private Plan plan(Enrollment enrollment, Assignment former) {
        Admitted admitted = new Admitted(enrollment, new Evidence.Key("unit-1"));
        Progress progress = planner.decide(
                new Planner.Case(ID, admitted, Optional.of(former), false),
                Origin.UNKNOWN,
                Optional.empty(),
                TestData.NOW);
        return assertInstanceOf(Progress.Assigning.class, progress).plan();
    }
}

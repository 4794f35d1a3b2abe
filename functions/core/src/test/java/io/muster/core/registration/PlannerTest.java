package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.registration.Planner.Case;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final RegistrationId ID = new RegistrationId("Unit-1");
    private static final ReprovisionPolicy RESET = new ReprovisionPolicy(true, false);
    private static final ReprovisionPolicy NEVER_BARE = new ReprovisionPolicy(false, false);
    private static final Optional<Assignment> FIRST = Optional.empty();

    private final FakeHubs hubs = new FakeHubs(new ManualClock(TestData.NOW), new Journal());
    private static final Allocator ALLOCATOR = new Allocator((near, origin) -> List.of());

    private final Planner planner = new Planner(hubs, () -> AllocationPolicy.HASHED, ALLOCATOR, group -> 0);

    @BeforeEach
    void linkHubs() {
        hubs.link(TestData.hub("hub-a"));
        hubs.link(TestData.hub("hub-b"));
    }

    @Test
    @DisplayName("4.1: a first register gets the initial twin, whatever the policy")
    void first() {
        for (ReprovisionPolicy policy :
                new ReprovisionPolicy[] {ReprovisionPolicy.MIGRATE, RESET, ReprovisionPolicy.NEVER}) {
            Plan plan = plan(TermsBuilder.terms().hubs("hub-a").reprovision(policy), FIRST);
            assertPlan("hub-a", Optional.empty(), TwinTreatment.INITIAL, plan);
        }
    }

    @Test
    @DisplayName("4.1: migrate moves the device and its twin to the hub now chosen")
    void migrate() {
        Plan plan = plan(TermsBuilder.terms().hubs("hub-b").reprovision(ReprovisionPolicy.MIGRATE), on("hub-a"));
        assertPlan("hub-b", seat("hub-a"), TwinTreatment.MIGRATE, plan);
        assertTrue(plan.moves());
    }

    @Test
    @DisplayName("4.1: reset moves the device and starts its twin anew")
    void reset() {
        Plan plan = plan(TermsBuilder.terms().hubs("hub-b").reprovision(RESET), on("hub-a"));
        assertPlan("hub-b", seat("hub-a"), TwinTreatment.RESET, plan);
    }

    @Test
    @DisplayName("4.1: never keeps hub and twin, with either value of migrateDeviceData")
    void never() {
        for (ReprovisionPolicy policy : new ReprovisionPolicy[] {ReprovisionPolicy.NEVER, NEVER_BARE}) {
            Plan plan = plan(TermsBuilder.terms().hubs("hub-b").reprovision(policy), on("hub-a"));
            assertPlan("hub-a", Optional.empty(), TwinTreatment.KEEP, plan);
        }
    }

    @Test
    @DisplayName("4.2: on an unchanged hub migrate leaves the twin alone and reset resets it")
    void unchangedHub() {
        Plan kept = plan(TermsBuilder.terms().hubs("hub-a").reprovision(ReprovisionPolicy.MIGRATE), on("hub-a"));
        assertPlan("hub-a", Optional.empty(), TwinTreatment.KEEP, kept);
        Plan reset = plan(TermsBuilder.terms().hubs("hub-a").reprovision(RESET), on("hub-a"));
        assertPlan("hub-a", Optional.empty(), TwinTreatment.RESET, reset);
    }

    @Test
    @DisplayName("4.8: an old client without a policy stays put; 4.10: a new one migrates")
    void noPolicy() {
        TermsBuilder noPolicy = TermsBuilder.terms().hubs("hub-b");
        assertPlan("hub-a", Optional.empty(), TwinTreatment.KEEP, legacyPlan(noPolicy, on("hub-a")));
        assertPlan("hub-b", seat("hub-a"), TwinTreatment.MIGRATE, plan(noPolicy, on("hub-a")));
    }

    @Test
    @DisplayName("4.8: a policy that is set wins over any api-version")
    void policyWins() {
        TermsBuilder migrate = TermsBuilder.terms().hubs("hub-b").reprovision(ReprovisionPolicy.MIGRATE);
        assertPlan("hub-b", seat("hub-a"), TwinTreatment.MIGRATE, legacyPlan(migrate, on("hub-a")));
    }

    @Test
    @DisplayName("3.2: the enrollment's allocation policy overrides the service's")
    void allocationPolicy() {
        Planner pinning = new Planner(hubs, () -> AllocationPolicy.STATIC, ALLOCATOR, group -> 0);
        Enrollment hashed = TestData.group("line", TermsBuilder.terms().allocation(AllocationPolicy.HASHED));
        Enrollment silent = TestData.group("line", TermsBuilder.terms());
        assertInstanceOf(Assigning.class, decide(pinning, hashed, FIRST));
        assertFailed(decide(pinning, silent, FIRST));
    }

    @Test
    @DisplayName("3.10: iotHubHostName is static to that hub when no policy is given, also beside iotHubs")
    void legacyHub() {
        assertEquals(
                TestData.host("hub-b"),
                plan(TermsBuilder.terms().legacyHub("hub-b"), FIRST).target().hub());
        TermsBuilder both = TermsBuilder.terms().hubs("hub-a", "hub-b").legacyHub("hub-b");
        assertEquals(TestData.host("hub-b"), plan(both, FIRST).target().hub());
        TermsBuilder overruled =
                TermsBuilder.terms().hubs("hub-a").legacyHub("hub-b").allocation(AllocationPolicy.HASHED);
        assertEquals(TestData.host("hub-a"), plan(overruled, FIRST).target().hub());
        TermsBuilder hashed = TermsBuilder.terms().legacyHub("hub-b").allocation(AllocationPolicy.HASHED);
        assertEquals(TestData.host("hub-b"), plan(hashed, FIRST).target().hub());
    }

    @Test
    @DisplayName("3.8, 1.16: with no eligible hub the operation fails with 400208")
    void noEligibleHub() {
        hubs.unlink(TestData.host("hub-b"));
        assertFailed(decide(planner, TestData.group("line", TermsBuilder.terms().hubs("hub-b")), FIRST));
    }

    @Test
    @DisplayName("4.1: never on a hub that is no longer linked fails with 400208")
    void stayOnUnlinkedHub() {
        hubs.unlink(TestData.host("hub-a"));
        Progress.Failed failed = assertFailed(decide(
                planner,
                TestData.group("line", TermsBuilder.terms().reprovision(ReprovisionPolicy.NEVER)),
                on("hub-a")));
        assertTrue(failed.message().contains("hub-a.azure-devices.net"), failed.message());
    }

    @Test
    @DisplayName("4.12: a device whose hub was unlinked is planned to move to one that is")
    void moveOffUnlinkedHub() {
        hubs.unlink(TestData.host("hub-a"));
        assertPlan("hub-b", seat("hub-a"), TwinTreatment.MIGRATE, plan(TermsBuilder.terms(), on("hub-a")));
    }

    @Test
    @DisplayName("1.27, seams 5: the device id is the enrollment's, else the one it has, else the id as first spelled")
    void deviceIds() {
        TermsBuilder terms = TermsBuilder.terms().hubs("hub-a");
        assertEquals(new DeviceId("Unit-1"), plan(terms, FIRST).target().deviceId());
        assertEquals(
                new DeviceId("UNIT-1"),
                plan(
                                terms,
                                Optional.of(new Assignment(
                                        new Seat(TestData.host("hub-a"), new DeviceId("UNIT-1")),
                                        Substatus.INITIAL_ASSIGNMENT)))
                        .target()
                        .deviceId());
        Enrollment named = TestData.individual("unit-1", Optional.of("press-7"), terms);
        Plan renamed = assertInstanceOf(Assigning.class, decide(planner, named, on("hub-a")))
                .plan();
        assertEquals(new DeviceId("press-7"), renamed.target().deviceId());
        assertEquals(seat("hub-a"), renamed.moveFrom());
        assertEquals(TwinTreatment.MIGRATE, renamed.twin());
    }

    private Plan plan(TermsBuilder terms, Optional<Assignment> former) {
        Progress progress = decide(planner, TestData.group("line", terms), former);
        return assertInstanceOf(Assigning.class, progress).plan();
    }

    private Plan legacyPlan(TermsBuilder terms, Optional<Assignment> former) {
        Progress progress = planner.decide(
                new Case(ID, admitted(TestData.group("line", terms)), former, true),
                Origin.UNKNOWN,
                Optional.empty(),
                TestData.NOW);
        return assertInstanceOf(Assigning.class, progress).plan();
    }

    private static Progress decide(Planner planner, Enrollment enrollment, Optional<Assignment> former) {
        Progress progress = planner.decide(
                new Case(ID, admitted(enrollment), former, false), Origin.UNKNOWN, Optional.empty(), TestData.NOW);
        if (progress instanceof Assigning assigning) {
            assertEquals(1, assigning.attempt().number());
            assertEquals(TestData.NOW, assigning.attempt().due());
        }
        return progress;
    }

    private static Admitted admitted(Enrollment enrollment) {
        return new Admitted(enrollment, new Evidence.Key("unit-1"));
    }

    private static Optional<Assignment> on(String hub) {
        return seat(hub).map(it -> new Assignment(it, Substatus.INITIAL_ASSIGNMENT));
    }

    private static Optional<Seat> seat(String hub) {
        return Optional.of(new Seat(TestData.host(hub), new DeviceId("Unit-1")));
    }

    private static void assertPlan(String hub, Optional<Seat> moveFrom, TwinTreatment twin, Plan plan) {
        assertEquals(new Plan(seat(hub).orElseThrow(), moveFrom, twin), plan);
    }

    private static Progress.Failed assertFailed(Progress progress) {
        Progress.Failed failed = assertInstanceOf(Progress.Failed.class, progress);
        assertEquals(400208, failed.code());
        return failed;
    }
}

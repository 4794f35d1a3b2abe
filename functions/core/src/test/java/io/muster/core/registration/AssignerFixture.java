package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.levelling.BulkWriter;
import io.muster.core.levelling.Levelling;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryBudgets;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Two hubs, a device that may live on one of them, and plans run against them. */
class AssignerFixture {
    static final DeviceId DEVICE = new DeviceId("Unit-1");
    static final HubTwin INITIAL = TestData.twin(1, 1);
    static final HubTwin LIVED_IN = TestData.twin(7, 7);
    static final SymmetricKeys KEYS = TestData.keys("line").derive("unit-1");
    static final Authentication AUTHENTICATION = new Keys(KEYS.primary(), KEYS.secondary());

    ManualClock clock = new ManualClock(TestData.NOW);
    Journal journal = new Journal();
    FakeHubs hubs = new FakeHubs(clock, journal);

    @BeforeEach
    void fresh() {
        clock = new ManualClock(TestData.NOW);
        journal = new Journal();
        hubs = new FakeHubs(clock, journal);
        hubs.link(TestData.hub("hub-a"));
        hubs.link(TestData.hub("hub-b"));
    }

    static TermsBuilder terms() {
        return TermsBuilder.terms().initialTwin(INITIAL);
    }

    static Plan move(TwinTreatment twin) {
        return new Plan(seat("hub-b"), Optional.of(seat("hub-a")), twin);
    }

    static Seat seat(String hub) {
        return new Seat(TestData.host(hub), DEVICE);
    }

    void live(String hub, HubTwin twin) {
        SymmetricKeys old = TestData.keys("old");
        hubs.put(
                TestData.host(hub),
                DEVICE,
                Optional.of(new FakeHubs.Device(
                        new HubIdentity(DEVICE, new Keys(old.primary(), old.secondary()), false), twin)));
    }

    Outcome run(Plan plan, int attempt, TermsBuilder terms) {
        EnrollmentGroup group = TestData.group("line", terms);
        Levelling levelling = new Levelling(new InMemoryBudgets(), clock);
        return new Assigner(hubs, hubs, new BulkWriter(hubs, levelling))
                .run(plan, attempt, group, AUTHENTICATION, Deadline.in(Duration.ofSeconds(3), clock));
    }

    static void assertDone(Substatus substatus, Outcome outcome) {
        assertEquals(substatus, assertInstanceOf(Outcome.Done.class, outcome).substatus());
    }

    static void assertNoHub(String hub, Outcome outcome) {
        Outcome.Impossible impossible = assertInstanceOf(Outcome.Impossible.class, outcome);
        assertEquals(400208, impossible.code());
        assertTrue(impossible.message().contains(hub), impossible.message());
    }
}

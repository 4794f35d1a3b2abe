package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubTwin;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssignerTest extends AssignerFixture {

    @Test
    @DisplayName(
            "2.14, 5.1, 5.3: a first assignment makes a SAS identity with both keys, the Edge flag and the initial twin")
    void initial() {
        assertDone(Substatus.INITIAL_ASSIGNMENT, run(initial("hub-a"), 1, terms().edge()));
        assertEquals(
                Optional.of(new FakeHubs.Device(new HubIdentity(DEVICE, AUTHENTICATION, true), INITIAL)),
                hubs.device(TestData.host("hub-a"), DEVICE));
        assertEquals(List.of("hub-a.write", "hub-a.writeTwin(merge)"), journal.calls());
    }

    @Test
    @DisplayName("5.1: without an initial twin none is written")
    void noInitialTwin() {
        assertDone(Substatus.INITIAL_ASSIGNMENT, run(initial("hub-a"), 1, TermsBuilder.terms()));
        assertEquals(List.of("hub-a.write"), journal.calls());
    }

    @Test
    @DisplayName("1.10: a first assignment that finds the identity there says so, and the initial twin goes on top")
    void identityWasThere() {
        live("hub-a", new HubTwin(LIVED_IN.tags(), TestData.twin(0, 9).desired()));
        assertDone(Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT, run(initial("hub-a"), 1, terms()));
        assertEquals(INITIAL, twinOn("hub-a"));
    }

    @Test
    @DisplayName("1.10: on a later attempt the identity may be this operation's own")
    void identityMadeByAnEarlierAttempt() {
        live("hub-a", HubTwin.EMPTY);
        assertDone(Substatus.INITIAL_ASSIGNMENT, run(initial("hub-a"), 2, terms()));
    }

    @Test
    @DisplayName("1.20, 4.2: a device that comes back to its seat gets its keys refreshed and keeps its twin")
    void keep() {
        live("hub-a", LIVED_IN);
        assertDone(Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT, run(keep("hub-a"), 1, terms()));
        assertEquals(LIVED_IN, twinOn("hub-a"));
        assertEquals(List.of("hub-a.write"), journal.calls());
        assertEquals(
                AUTHENTICATION,
                hubs.device(TestData.host("hub-a"), DEVICE)
                        .orElseThrow()
                        .identity()
                        .authentication());
    }

    @Test
    @DisplayName("4.11: an identity removed by hand is made again, with the initial twin")
    void keepMakesAnew() {
        assertDone(Substatus.INITIAL_ASSIGNMENT, run(keep("hub-a"), 1, terms()));
        assertEquals(INITIAL, twinOn("hub-a"));
    }

    @Test
    @DisplayName("4.5: migrate reads the old twin, creates, writes the twin, and only then removes the old identity")
    void migrate() {
        live("hub-a", LIVED_IN);
        assertDone(Substatus.DEVICE_DATA_MIGRATED, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertEquals(
                List.of("hub-a.twin", "hub-a.modules", "hub-b.write", "hub-b.writeTwin(replace)", "hub-a.delete"),
                journal.calls());
        assertEquals(List.of(TestData.host("hub-b")), hubs.holdersOf(DEVICE));
        assertEquals(LIVED_IN, twinOn("hub-b"));
    }

    @Test
    @DisplayName("4.1: reset moves without the old twin and replaces what is at the new hub")
    void reset() {
        live("hub-a", LIVED_IN);
        live("hub-b", TestData.twin(3, 3));
        assertDone(Substatus.DEVICE_DATA_RESET, run(move(TwinTreatment.RESET), 1, terms()));
        assertEquals(List.of("hub-b.write", "hub-b.writeTwin(replace)", "hub-a.delete"), journal.calls());
        assertEquals(INITIAL, twinOn("hub-b"));
    }

    @Test
    @DisplayName("4.2: reset on the same hub clears the twin also when there is no initial one")
    void resetInPlace() {
        live("hub-a", LIVED_IN);
        Plan plan = new Plan(seat("hub-a"), Optional.empty(), TwinTreatment.RESET);
        assertDone(Substatus.DEVICE_DATA_RESET, run(plan, 1, TermsBuilder.terms()));
        assertEquals(HubTwin.EMPTY, twinOn("hub-a"));
    }

    @Test
    @DisplayName("4.5: migrate without a former twin still ends on one hub")
    void migrateOfADeviceThatIsGone() {
        assertDone(Substatus.DEVICE_DATA_MIGRATED, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertEquals(List.of(TestData.host("hub-b")), hubs.holdersOf(DEVICE));
    }

    @ParameterizedTest
    @DisplayName("4.5: repeated after a crash at any point, every plan ends in the same state of the hubs")
    @CsvSource({"INITIAL,false", "INITIAL,true", "KEEP,false", "KEEP,true", "MIGRATE,true", "RESET,true"})
    void everyPrefixRepeated(TwinTreatment twin, boolean lived) {
        Map<String, String> expected = stateAfter(twin, lived, 0);
        int moments = 2 * journal.calls().size();
        assertTrue(moments >= 2);
        for (int crashAt = 1; crashAt <= moments; crashAt++) {
            int at = crashAt;
            assertEquals(expected, stateAfter(twin, lived, at), () -> twin + ", crash at moment " + at);
        }
    }

    private Map<String, String> stateAfter(TwinTreatment twin, boolean lived, int crashAt) {
        fresh();
        boolean moves = twin == TwinTreatment.MIGRATE || twin == TwinTreatment.RESET;
        if (lived) {
            live("hub-a", LIVED_IN);
        }
        Plan plan = moves ? move(twin) : new Plan(seat("hub-a"), Optional.empty(), twin);
        int[] moment = {0};
        journal.atEveryMoment(name -> {
            moment[0]++;
            if (moment[0] == crashAt) {
                throw new Crash(name);
            }
        });
        if (crashAt > 0) {
            assertThrows(Crash.class, () -> run(plan, 1, terms()));
        }
        assertInstanceOf(Outcome.Done.class, run(plan, crashAt > 0 ? 2 : 1, terms()));
        Map<String, String> state = new TreeMap<>();
        hubs.holdersOf(DEVICE)
                .forEach(host -> state.put(
                        host.name(), hubs.device(host, DEVICE).orElseThrow().toString()));
        return state;
    }

    @ParameterizedTest
    @DisplayName("1.13, 1.16: what a hub refuses fails with its code, what may pass is tried again")
    @EnumSource(HubFailure.Kind.class)
    void failures(HubFailure.Kind kind) {
        hubs.failNext("hub-a.write", kind, Optional.of(Duration.ofSeconds(7)));
        Outcome outcome = run(initial("hub-a"), 1, terms());
        if (kind == HubFailure.Kind.UNAVAILABLE || kind == HubFailure.Kind.THROTTLED) {
            assertEquals(
                    Optional.of(Duration.ofSeconds(7)),
                    assertInstanceOf(Outcome.NotNow.class, outcome).retryAfter());
        } else {
            Map<HubFailure.Kind, Integer> codes = Map.of(
                    HubFailure.Kind.UNAUTHORIZED,
                    400209,
                    HubFailure.Kind.FULL,
                    413002,
                    HubFailure.Kind.REJECTED,
                    400003);
            assertEquals(
                    codes.get(kind),
                    assertInstanceOf(Outcome.Impossible.class, outcome).code());
        }
    }

    @Test
    @DisplayName("4.5: nothing is written when the old twin cannot be read")
    void unreadableTwin() {
        live("hub-a", LIVED_IN);
        hubs.failNext("hub-a.twin", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        assertInstanceOf(Outcome.NotNow.class, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertEquals(List.of("hub-a.twin"), journal.calls());
    }

    @Test
    @DisplayName(
            "4.5: a migration from a hub no longer linked fails with 400208 and touches nothing, a reset goes on without it")
    void unlinked() {
        hubs.unlink(TestData.host("hub-a"));
        assertNoHub("hub-a", run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertNoHub("hub-a", run(initial("hub-a"), 1, terms()));
        assertEquals(List.of(), journal.calls());
        assertInstanceOf(Outcome.Done.class, run(move(TwinTreatment.RESET), 1, terms()));
    }

    @Test
    @DisplayName("A slow hub is left at the deadline, and calls after it get no time")
    void deadline() {
        hubs.latency(TestData.host("hub-a"), Duration.ofSeconds(2));
        hubs.latency(TestData.host("hub-b"), Duration.ofSeconds(2));
        live("hub-a", LIVED_IN);
        assertInstanceOf(Outcome.NotNow.class, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertEquals(TestData.NOW.plusSeconds(3), clock.instant());
        assertEquals(Duration.ofMillis(1), new Deadline(clock, TestData.NOW).left());
    }

    private static Plan initial(String hub) {
        return new Plan(seat(hub), Optional.empty(), TwinTreatment.INITIAL);
    }

    private static Plan keep(String hub) {
        return new Plan(seat(hub), Optional.empty(), TwinTreatment.KEEP);
    }

    private HubTwin twinOn(String hub) {
        return hubs.device(TestData.host(hub), DEVICE).orElseThrow().twin();
    }
}

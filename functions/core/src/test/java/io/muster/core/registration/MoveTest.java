package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.hub.HubModule;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.Plan.TwinTreatment;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What comes along on a move between hubs, and what becomes of one that fails for good. */
class MoveTest extends AssignerFixture {

    @Test
    @DisplayName("4.7: modules come along with their keys and twins, before the old identity goes")
    void modules() {
        live("hub-a", LIVED_IN);
        HubModule module = new HubModule("camera", "", TestData.key("camera"), LIVED_IN);
        putModule("hub-a", module);
        assertDone(Substatus.DEVICE_DATA_MIGRATED, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertEquals(
                Map.of("camera", module),
                hubs.device(TestData.host("hub-b"), DEVICE).orElseThrow().modules());
        assertTrue(
                journal.calls().indexOf("hub-b.writeModule") < journal.calls().indexOf("hub-a.delete"));
    }

    @Test
    @DisplayName(
            "4.1: an Edge device stays one on a migration, also when the move is carried on after a crash at any point")
    void edge() {
        int moments = 0;
        for (int crashAt = 0; crashAt == 0 || crashAt <= moments; crashAt++) {
            fresh();
            SymmetricKeys keys = TestData.keys("old");
            hubs.put(
                    TestData.host("hub-a"),
                    DEVICE,
                    Optional.of(new FakeHubs.Device(
                            new HubIdentity(DEVICE, new Keys(keys.primary(), keys.secondary()), true), LIVED_IN)));
            int at = crashAt;
            int[] moment = {0};
            journal.atEveryMoment(name -> {
                moment[0]++;
                if (moment[0] == at) {
                    throw new Crash(name);
                }
            });
            if (at > 0) {
                assertThrows(Crash.class, () -> run(move(TwinTreatment.MIGRATE), 1, TermsBuilder.terms()));
            }
            assertDone(
                    Substatus.DEVICE_DATA_MIGRATED,
                    run(move(TwinTreatment.MIGRATE), at > 0 ? 2 : 1, TermsBuilder.terms()));
            assertTrue(
                    hubs.device(TestData.host("hub-b"), DEVICE)
                            .orElseThrow()
                            .identity()
                            .iotEdge(),
                    "crash at moment " + at);
            moments = at == 0 ? moment[0] : moments;
        }
        assertTrue(moments > 8);
    }

    @Test
    @DisplayName("4.1: a reset leaves the modules behind")
    void modulesReset() {
        live("hub-a", LIVED_IN);
        putModule("hub-a", new HubModule("camera", "", TestData.key("camera"), LIVED_IN));
        assertDone(Substatus.DEVICE_DATA_RESET, run(move(TwinTreatment.RESET), 1, terms()));
        assertEquals(
                Map.of(),
                hubs.device(TestData.host("hub-b"), DEVICE).orElseThrow().modules());
    }

    @Test
    @DisplayName("Issue 5.4: a move whose old hub refuses for good leaves one identity enabled: the old one")
    void undone() {
        live("hub-a", LIVED_IN);
        hubs.failNext("hub-a.delete", HubFailure.Kind.UNAUTHORIZED, Optional.empty());
        assertInstanceOf(Outcome.Impossible.class, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertTrue(hubs.device(TestData.host("hub-a"), DEVICE).orElseThrow().enabled());
        assertFalse(hubs.device(TestData.host("hub-b"), DEVICE).orElseThrow().enabled());
        assertDone(Substatus.DEVICE_DATA_MIGRATED, run(move(TwinTreatment.MIGRATE), 1, terms()));
        assertTrue(hubs.device(TestData.host("hub-b"), DEVICE).orElseThrow().enabled());
    }

    @Test
    @DisplayName("Issue 5.4: while the new hub cannot be asked to undo, the move does not end")
    void notUndone() {
        live("hub-a", LIVED_IN);
        hubs.failNext("hub-a.delete", HubFailure.Kind.UNAUTHORIZED, Optional.empty());
        hubs.failNext("hub-b.disable", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        assertInstanceOf(Outcome.NotNow.class, run(move(TwinTreatment.MIGRATE), 1, terms()));
        hubs.unlink(TestData.host("hub-a"));
        assertNoHub("hub-a", run(move(TwinTreatment.MIGRATE), 2, terms()));
        assertFalse(hubs.device(TestData.host("hub-b"), DEVICE).orElseThrow().enabled());
    }

    private void putModule(String hub, HubModule module) {
        FakeHubs.Device device = hubs.device(TestData.host(hub), DEVICE).orElseThrow();
        hubs.put(
                TestData.host(hub),
                DEVICE,
                Optional.of(new FakeHubs.Device(
                        device.identity(), device.twin(), true, Map.of(module.moduleId(), module))));
    }
}

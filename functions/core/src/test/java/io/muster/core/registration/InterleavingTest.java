package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.OperationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One device and one service through random turns: registers, polls, deliveries, crashes and other instances' work in the
 * middle of calls, faults of hubs and queue, passing time, hubs named anew. Whatever happened, it must end well.
 */
class InterleavingTest {
    private static final int SEEDS = Effort.histories(300);
    private static final int STEPS = 40;
    private static final List<String> HUBS = List.of("hub-a", "hub-b", "hub-c");
    private static final FakeDevice DEVICE =
            FakeDevice.member("Unit-1", TestData.keys("line").primary());
    private static final DeviceId DEVICE_ID = new DeviceId("Unit-1");
    private static final HubTwin INITIAL = TestData.twin(1, 1);
    private static final HubTwin LIVED_IN = TestData.twin(7, 7);
    private static final List<Interruption> INTERRUPTIONS = List.of(Interruption.values());

    @Test
    @DisplayName("No acknowledged registration is lost, and a device that moved lives on one hub")
    void everythingEndsWell() {
        int moves = 0;
        int crashes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.play();
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
            moves += run.moves;
            crashes += run.crashes;
        }
        assertTrue(moves > SEEDS && crashes > SEEDS, "the runs hold moves: " + moves + ", crashes: " + crashes);
    }

    private enum Interruption {
        NONE,
        CRASH,
        PORT_FAILS,
        OTHER_INSTANCE
    }

    /** One sequence of turns. */
    private static final class Run {
        private final Random random;
        private final InMemoryService service;
        private final Map<OperationId, Instant> acknowledged = new HashMap<>();
        private final boolean alwaysMigrate;
        private boolean livedIn;
        private Interruption interruption = Interruption.NONE;
        private int fuse;
        private int moves;
        private int crashes;

        private Run(long seed) {
            random = new Random(seed);
            service = new InMemoryService(seed);
            alwaysMigrate = random.nextBoolean();
            HUBS.forEach(hub -> service.hubs().link(TestData.hub(hub)));
            nameAnotherHub();
            service.journal().atEveryMoment(this::moment);
        }

        private void play() {
            for (int i = 0; i < STEPS; i++) {
                turn();
                liveIn();
            }
            aMoveEndsOnOneHubThoughTheDeviceStaysAway();
            theDeviceGetsAFinalAnswer();
            acknowledgedOperationsAreKnown();
            theRecordIsTrue();
        }

        private void turn() {
            switch (random.nextInt(9)) {
                case 0, 1 -> attempt(this::register);
                case 2, 3 -> attempt(this::poll);
                case 4, 5 ->
                    attempt(() -> {
                        boolean unused = service.deliverOne();
                    });
                case 6 -> service.clock().advance(Duration.ofSeconds(random.nextInt(70)));
                case 7 -> nameAnotherHub();
                default -> hubFault();
            }
        }

        /** Once the device is somewhere, its twin is not the initial one any more. */
        private void liveIn() {
            if (livedIn
                    || service.registrations().stored(DEVICE.registrationId()).isEmpty()) {
                return;
            }
            Registration record = service.record(DEVICE);
            if (record.assignment().isPresent() && record.running().isEmpty()) {
                HubHost host = record.assignment().get().seat().hub();
                HubIdentity identity =
                        service.hubs().device(host, DEVICE_ID).orElseThrow().identity();
                service.hubs().put(host, DEVICE_ID, Optional.of(new FakeHubs.Device(identity, LIVED_IN)));
                livedIn = true;
            }
        }

        /** Does it, perhaps with a crash, a failing port or another instance's turn in the middle. */
        private void attempt(Runnable action) {
            fuse = 1 + random.nextInt(14);
            interruption = INTERRUPTIONS.get(random.nextInt(INTERRUPTIONS.size()));
            try {
                action.run();
            } catch (Crash died) {
                crashes++;
            } catch (Problem refused) {
                assertTrue(
                        refused.kind() == ProblemKind.UNAVAILABLE
                                || refused.kind() == ProblemKind.REGISTRATION_CONFLICT,
                        () -> "refused: " + refused.reason());
            }
            fuse = 0;
        }

        private void moment(String name) {
            fuse--;
            if (fuse != 0) {
                return;
            }
            switch (interruption) {
                case NONE -> {}
                case CRASH -> throw new Crash(name);
                case OTHER_INSTANCE -> otherInstance();
                case PORT_FAILS -> {
                    // A hub fails in a form of its own: see hubFault.
                    if (!name.contains(" hub-")) {
                        throw Problem.unavailable("No answer " + name, new IllegalStateException("down"));
                    }
                }
            }
        }

        private void otherInstance() {
            switch (random.nextInt(3)) {
                case 0 -> register();
                case 1 -> poll();
                default -> {
                    boolean unused = service.deliverOne();
                }
            }
        }

        private void register() {
            acknowledge(service.register(DEVICE));
        }

        private void poll() {
            acknowledged.keySet().stream().findFirst().ifPresent(operation -> {
                Answer unused = service.poll(DEVICE, operation);
            });
        }

        private void acknowledge(Answer.Told answer) {
            acknowledged.put(answer.operationId(), service.clock().instant());
        }

        private void nameAnotherHub() {
            moves++;
            ReprovisionPolicy policy =
                    new ReprovisionPolicy(random.nextInt(5) > 0, alwaysMigrate || random.nextBoolean());
            service.groups()
                    .put(TestData.group(
                            "line",
                            TermsBuilder.terms()
                                    .hubs(HUBS.get(random.nextInt(HUBS.size())))
                                    .reprovision(policy)
                                    .initialTwin(INITIAL)));
        }

        private void hubFault() {
            String hub = HUBS.get(random.nextInt(HUBS.size()));
            String verb =
                    List.of("twin", "write", "writeTwin(replace)", "delete").get(random.nextInt(4));
            HubFailure.Kind kind = random.nextBoolean() ? HubFailure.Kind.UNAVAILABLE : HubFailure.Kind.THROTTLED;
            service.hubs().failNext(hub + "." + verb, kind, Optional.of(Duration.ofSeconds(random.nextInt(20))));
        }

        private void aMoveEndsOnOneHubThoughTheDeviceStaysAway() {
            service.drain();
            if (service.hubs().holdersOf(DEVICE_ID).size() > 1) {
                throw new AssertionError("on " + service.hubs().holdersOf(DEVICE_ID) + " and nothing in the queue");
            }
        }

        private void theDeviceGetsAFinalAnswer() {
            register();
            service.clock().advance(Duration.ofMinutes(2));
            poll();
            service.drain();
            assertInstanceOf(
                    Progress.Assigned.class, service.record(DEVICE).operation().progress());
        }

        private void acknowledgedOperationsAreKnown() {
            Instant yesterday = service.clock().instant().minus(Duration.ofHours(24));
            acknowledged.forEach((operation, at) -> {
                if (at.isAfter(yesterday)) {
                    assertEquals(operation, service.poll(DEVICE, operation).operationId());
                }
            });
        }

        private void theRecordIsTrue() {
            HubHost recorded =
                    service.record(DEVICE).assignment().orElseThrow().seat().hub();
            assertEquals(List.of(recorded), service.hubs().holdersOf(DEVICE_ID));
            if (alwaysMigrate && livedIn) {
                // 4.1: migrated data survives whatever happens on the way.
                assertEquals(
                        LIVED_IN,
                        service.hubs().device(recorded, DEVICE_ID).orElseThrow().twin());
            }
        }
    }
}

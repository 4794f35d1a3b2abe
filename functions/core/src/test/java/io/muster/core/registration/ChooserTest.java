package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.Progress.Assigned;
import io.muster.core.registration.Progress.Choosing;
import io.muster.core.registration.Progress.Failed;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChooserTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("unit-1", TestData.keys("line").primary());
    private static final HubTwin TWIN = new HubTwin(new JsonText("{\"from\":\"webhook\"}"), new JsonText("{\"d\":1}"));
    private static final HubTwin ENROLLED =
            new HubTwin(new JsonText("{\"from\":\"enrollment\"}"), HubTwin.EMPTY.desired());

    private final InMemoryService service = new InMemoryService(1);

    @BeforeEach
    void twoHubsAndAWebhook() {
        service.hubs().link(TestData.hub("hub-a"));
        service.hubs().link(TestData.hub("hub-b"));
        enroll(webhook());
    }

    @Test
    @DisplayName("3.20: the operation is recorded, the webhook asked, its choice recorded, and only then a hub called")
    void order() {
        choose("hub-b", Optional.empty(), Optional.of(new JsonText("{\"hello\":1}")));
        Registration registration = service.record(registerDevice());
        assertEquals(
                new Assigned(Optional.of(new JsonText("{\"hello\":1}"))),
                registration.operation().progress());
        assertEquals(
                TestData.host("hub-b"),
                registration.assignment().orElseThrow().seat().hub());
        assertEquals(
                List.of(
                        "registrations.load",
                        "registrations.insert",
                        "webhook.ask",
                        "registrations.replace",
                        "hub-b.write",
                        "registrations.replace"),
                service.journal().calls());
    }

    @Test
    @DisplayName(
            "3.21, 3.24: it is asked on every register, with where the device is and under a new operation each time")
    void everyRegister() {
        choose("hub-b", Optional.empty(), Optional.empty());
        registerDevice();
        choose("hub-b", Optional.empty(), Optional.empty());
        registerDevice();
        Question first = service.webhook().asked().get(0);
        Question second = service.webhook().asked().get(1);
        assertEquals(Optional.empty(), first.currentHub());
        assertEquals(Optional.of(TestData.host("hub-b")), second.currentHub());
        assertEquals(Optional.of(new DeviceId("unit-1")), second.currentDevice());
        assertEquals(
                2,
                List.of(first.operation(), second.operation()).stream()
                        .distinct()
                        .count());
        assertEquals(List.of(TestData.host("hub-a"), TestData.host("hub-b")), first.hubs());
    }

    @Test
    @DisplayName("3.23: a device that is never to move is asked about its own hub only")
    void never() {
        enroll(webhook().reprovision(ReprovisionPolicy.NEVER));
        choose("hub-b", Optional.empty(), Optional.empty());
        registerDevice();
        registerDevice();
        assertEquals(
                List.of(TestData.host("hub-b")),
                service.webhook().asked().get(1).hubs());
    }

    @Test
    @DisplayName(
            "3.8, 3.23: of the enrollment's hubs those are offered that are still linked; with none it fails at once")
    void namedHubs() {
        enroll(webhook().hubs("hub-b", "hub-gone"));
        registerDevice();
        assertEquals(
                List.of(TestData.host("hub-b")),
                service.webhook().asked().get(0).hubs());
        enroll(webhook().hubs("hub-gone"));
        assertEquals(400208, failed(registerDevice()).code());
        assertEquals(1, service.webhook().asked().size());
    }

    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, true", "false, false, false"})
    @DisplayName(
            "3.25: its twin counts at the first assignment, and on a move that resets; else the device's own or the enrollment's")
    void initialTwin(boolean update, boolean migrate, boolean countsOnMove) {
        enroll(webhook().reprovision(new ReprovisionPolicy(update, migrate)).initialTwin(ENROLLED));
        choose("hub-a", Optional.of(TWIN), Optional.empty());
        registerDevice();
        assertEquals(TWIN, twinOn("hub-a"));
        HubTwin lived = new HubTwin(new JsonText("{\"lived\":true}"), HubTwin.EMPTY.desired());
        service.hubs()
                .put(
                        TestData.host("hub-a"),
                        new DeviceId("unit-1"),
                        service.hubs()
                                .device(TestData.host("hub-a"), new DeviceId("unit-1"))
                                .map(it -> new io.muster.core.testkit.FakeHubs.Device(it.identity(), lived)));
        String next = update ? "hub-b" : "hub-a";
        choose(next, Optional.of(TWIN), Optional.empty());
        registerDevice();
        assertEquals(countsOnMove ? TWIN : lived, twinOn(next));
    }

    @Test
    @DisplayName("3.27: a webhook that fails for good fails the registration with its code")
    void finalFailure() {
        service.webhook().failNext(400207, false);
        assertEquals(400207, failed(registerDevice()).code());
        assertEquals(List.of(), service.work().messages());
        assertTrue(service.hubs().holdersOf(new DeviceId("unit-1")).isEmpty());
    }

    @Test
    @DisplayName(
            "3.29: one that may recover is asked again from the queue, with the device's payload and the same operation id")
    void askedAgain() {
        service.webhook().failNext(400207, true);
        service.webhook().failNext(400207, true);
        service.register(DEVICE, Optional.of(new JsonText("\"any\"")));
        assertInstanceOf(Choosing.class, service.record(DEVICE).operation().progress());
        service.drain();
        assertInstanceOf(Assigned.class, service.record(DEVICE).operation().progress());
        assertEquals(3, service.webhook().asked().size());
        assertEquals(
                1,
                service.webhook().asked().stream()
                        .map(Question::operation)
                        .distinct()
                        .count());
        assertEquals(
                List.of(1, 2, 3),
                service.webhook().asked().stream().map(Question::attempt).toList());
        assertTrue(service.webhook().asked().stream()
                .allMatch(question -> question.payload().equals(Optional.of(new JsonText("\"any\"")))));
    }

    @Test
    @DisplayName("3.29: one that stays away is given up after half an hour, with the webhook's code")
    void givenUp() {
        for (int i = 0; i < 1000; i++) {
            service.webhook().failNext(400207, true);
        }
        registerDevice();
        service.drain();
        assertEquals(400207, failed(DEVICE).code());
        assertTrue(service.clock().instant().isAfter(TestData.NOW.plus(Duration.ofMinutes(30))));
    }

    @ParameterizedTest
    @CsvSource({"before webhook.ask", "after webhook.ask", "before registrations.replace", "after registrations.replace"
    })
    @DisplayName("Seams 6: after a crash around the question another choice may come, and the device is on one hub")
    void crash(String moment) {
        String call = moment.substring(moment.indexOf(' ') + 1);
        choose("hub-a", Optional.empty(), Optional.empty());
        Runnable crash = () -> {
            throw new Crash(moment);
        };
        if (moment.startsWith("before")) {
            service.journal().beforeNext(call, crash);
        } else {
            service.journal().afterNext(call, crash);
        }
        assertThrows(Crash.class, this::registerDevice);
        service.clock().advance(Duration.ofMinutes(2));
        choose("hub-b", Optional.empty(), Optional.empty());
        registerDevice();
        service.drain();
        Registration registration = service.record(DEVICE);
        assertInstanceOf(Assigned.class, registration.operation().progress());
        assertEquals(
                List.of(registration.assignment().orElseThrow().seat().hub()),
                service.hubs().holdersOf(new DeviceId("unit-1")));
        assertEquals(
                1,
                service.webhook().asked().stream()
                        .map(Question::operation)
                        .distinct()
                        .count());
    }

    @Test
    @DisplayName("A message that overtakes the record of its own attempt and ends after it has not asked for nothing")
    void messageAroundRecord() {
        service.webhook().failNext(400207, true);
        registerDevice();
        choose("hub-b", Optional.empty(), Optional.empty());
        service.journal().beforeNext("registrations.replace", () -> {
            Stored unused = service.registrations().put(service.record(DEVICE));
        });
        assertTrue(service.deliverOne());
        assertInstanceOf(Assigned.class, service.record(DEVICE).operation().progress());
        assertEquals(2, service.webhook().asked().size());
    }

    @Test
    @DisplayName("What another attempt chose meanwhile stands")
    void chosenMeanwhile() {
        service.webhook().failNext(400207, true);
        registerDevice();
        choose("hub-b", Optional.empty(), Optional.empty());
        Item item = service.work().messages().get(0).item();
        service.journal().afterNext("webhook.ask", () -> {
            choose("hub-a", Optional.empty(), Optional.empty());
            service.deliver(item);
        });
        service.deliver(item);
        service.drain();
        assertEquals(
                List.of(service.record(DEVICE).assignment().orElseThrow().seat().hub()),
                service.hubs().holdersOf(new DeviceId("unit-1")));
    }

    @Test
    @DisplayName("The enrollment lost its webhook while it was asked: the operation fails and says so")
    void withdrawn() {
        service.webhook().failNext(400207, true);
        registerDevice();
        enroll(TermsBuilder.terms());
        service.drain();
        assertEquals(400208, failed(DEVICE).code());
    }

    private static TermsBuilder webhook() {
        return TermsBuilder.terms().webhook("https://hooks.example/allocate?code=k");
    }

    private void enroll(TermsBuilder terms) {
        service.groups().put(TestData.group("line", terms));
    }

    private void choose(String hub, Optional<HubTwin> twin, Optional<JsonText> payload) {
        HubHost host = TestData.host(hub);
        service.webhook()
                .next(question -> new Choice(host, twin.map(it -> new InitialTwin(new JsonText("{}"), it)), payload));
    }

    private FakeDevice registerDevice() {
        Answer.Told unused = service.register(DEVICE);
        return DEVICE;
    }

    private Failed failed(FakeDevice device) {
        return assertInstanceOf(Failed.class, service.record(device).operation().progress());
    }

    private HubTwin twinOn(String hub) {
        return service.hubs()
                .device(TestData.host(hub), new DeviceId("unit-1"))
                .orElseThrow()
                .twin();
    }
}

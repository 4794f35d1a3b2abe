package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.Progress.Assigned;
import io.muster.core.registration.Progress.Failed;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.InMemoryWork.Message;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("Unit-1", TestData.keys("line").primary());

    private final InMemoryService service = new InMemoryService(3);

    @BeforeEach
    void oneGroupOnHubA() {
        service.hubs().link(TestData.hub("hub-a"));
        service.hubs().link(TestData.hub("hub-b"));
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-a")));
    }

    @Test
    @DisplayName("2.11, 2.14: the queue gives a group's member the keys of the spelling it signed with")
    void memberKeys() {
        Item item = handedOver();
        assertTrue(service.deliverOne());
        assertInstanceOf(Assigned.class, progress());
        SymmetricKeys keys = TestData.keys("line").derive("Unit-1");
        assertEquals(
                new Keys(keys.primary(), keys.secondary()),
                service.hubs()
                        .device(TestData.host("hub-a"), new DeviceId("Unit-1"))
                        .orElseThrow()
                        .identity()
                        .authentication());
        assertEquals(item.operationId(), service.record(DEVICE).operation().id());
    }

    @Test
    @DisplayName("2.14: the queue gives an individual's device the keys of its enrollment as they are now")
    void individualKeys() {
        RegistrationId id = new RegistrationId("solo");
        service.individuals()
                .put(TestData.individual("solo", TermsBuilder.terms().hubs("hub-a")));
        FakeDevice solo = FakeDevice.withKey("solo", TestData.keys("solo").primary());
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Answer unused = service.register(solo);
        assertTrue(service.deliverOne());
        assertEquals(
                new Keys(TestData.key("solo/1"), TestData.key("solo/2")),
                service.hubs()
                        .device(TestData.host("hub-a"), new DeviceId(id.text()))
                        .orElseThrow()
                        .identity()
                        .authentication());
    }

    @Test
    @DisplayName("Messages of a final, a superseded and an unknown operation do nothing")
    void nothingToDo() {
        Item done = handedOver();
        service.drain();
        Item superseding = handedOver();
        Registration before = service.record(DEVICE);
        service.journal().clear();
        service.deliver(done);
        service.deliver(new Item(new RegistrationId("nobody"), done.operationId(), 1));
        assertEquals(
                List.of("registrations.load", "registrations.load"),
                service.journal().calls());
        assertEquals(before, service.record(DEVICE));
        service.drain();
        service.journal().clear();
        service.deliver(superseding);
        assertEquals(List.of("registrations.load"), service.journal().calls());
    }

    @Test
    @DisplayName(
            "Issue 5.6: a message given up fails the registration; sent on by an operator, it goes on where it stood")
    void givenUpAndSentOn() {
        Item item = handedOver();
        service.giveUp(item);
        Failed failed = assertInstanceOf(Failed.class, progress());
        assertEquals(500001, failed.code());
        service.deliver(item);
        assertInstanceOf(Assigned.class, progress());
    }

    @Test
    @DisplayName("Issue 5.6: a dead letter of an older attempt, of a final or an unknown operation fails nothing")
    void nothingToGiveUp() {
        Item item = handedOver();
        service.giveUp(new Item(item.registrationId(), item.operationId(), item.attempt() - 1));
        assertTrue(service.record(DEVICE).running().isPresent());
        service.drain();
        service.giveUp(item);
        assertInstanceOf(Assigned.class, progress());
        service.giveUp(new Item(new RegistrationId("nobody"), item.operationId(), 1));
    }

    @Test
    @DisplayName("An older attempt's message is not dropped: it comes again when the operation would be stalled")
    void olderAttemptWaits() {
        Item item = handedOver();
        Item older = new Item(item.registrationId(), item.operationId(), item.attempt() - 1);
        Instant due = service.record(DEVICE).running().orElseThrow().attempt().due();
        service.journal().clear();
        service.deliver(older);
        Instant again = due.plus(service.limits().grace()).plusSeconds(1);
        assertTrue(
                messages().contains(new Message(2, older, again)),
                () -> messages().toString());
        assertEquals(List.of(), service.journal().callsOf("hub-a"));
    }

    @Test
    @DisplayName("An older attempt's message carries the operation on when the younger one was lost")
    void olderAttemptRevives() {
        Item item = handedOver();
        Message younger = service.work().messages().get(0);
        service.work().cancel(new PendingWork.Ticket(younger.sequenceNumber()));
        service.deliver(new Item(item.registrationId(), item.operationId(), item.attempt() - 1));
        service.drain();
        assertInstanceOf(Assigned.class, progress());
    }

    @Test
    @DisplayName("A message that overtakes the record of its own attempt does the work")
    void messageBeforeRecord() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        service.journal().afterNext("work.send", () -> assertTrue(service.deliverOne()));
        assertInstanceOf(
                Assigned.class,
                assertInstanceOf(Answer.Current.class, service.register(DEVICE))
                        .registration()
                        .operation()
                        .progress());
    }

    @Test
    @DisplayName("A message that overtakes the record of its own attempt and ends after it has not worked for nothing")
    void messageAroundRecord() {
        handedOver();
        service.journal().beforeNext("registrations.replace", () -> {
            Stored unused = service.registrations().put(service.record(DEVICE));
        });

        assertTrue(service.deliverOne());

        assertInstanceOf(Assigned.class, progress());
    }

    @Test
    @DisplayName("seams 6: a device that never comes back after a crash in a move ends on one hub")
    void crashedMove() {
        moveThatCrashesAfter("hub-b.write");
        assertEquals(2, service.hubs().holdersOf(new DeviceId("Unit-1")).size());
        service.drain();
        assertInstanceOf(Assigned.class, progress());
        assertEquals(List.of(TestData.host("hub-b")), service.hubs().holdersOf(new DeviceId("Unit-1")));
    }

    @Test
    @DisplayName("What was withdrawn since the register is not carried on: disabled or deleted group")
    void groupWithdrawn() {
        handedOver();
        service.groups().put(TestData.group("line", TermsBuilder.terms().disabled()));
        assertTrue(service.deliverOne());
        assertEquals(404201, assertInstanceOf(Failed.class, progress()).code());
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-a")));
        handedOver();
        service.groups().remove(new GroupId("line"));
        assertTrue(service.deliverOne());
        assertEquals(404201, assertInstanceOf(Failed.class, progress()).code());
    }

    @Test
    @DisplayName("2.12: an individual enrollment made since the register takes the device out of its group")
    void individualMadeMeanwhile() {
        handedOver();
        service.individuals().put(TestData.individual("unit-1", TermsBuilder.terms()));
        assertTrue(service.deliverOne());
        assertEquals(404201, assertInstanceOf(Failed.class, progress()).code());
    }

    @Test
    @DisplayName("A message that finds the enrollment withdrawn but loses the race to say so comes again")
    void failRace() {
        handedOver();
        service.groups().put(TestData.group("line", TermsBuilder.terms().disabled()));
        service.journal().beforeNext("registrations.replace", () -> {
            Stored unused = service.registrations().put(service.record(DEVICE));
        });
        assertEquals(
                ProblemKind.REGISTRATION_CONFLICT,
                assertThrows(Problem.class, service::deliverOne).kind());
        assertEquals(1, messages().size());
        assertTrue(service.deliverOne());
        assertInstanceOf(Failed.class, progress());
    }

    @Test
    @DisplayName(
            "Attempts are spaced out up to a minute, and after half an hour one more refusal fails the operation with 503001")
    void attemptsExhausted() {
        service.hubs().latency(TestData.host("hub-a"), Duration.ofHours(1));
        Answer unused = service.register(DEVICE);
        List<Duration> pauses = new ArrayList<>();
        while (!messages().isEmpty()) {
            Instant at = messages().get(0).at();
            pauses.add(Duration.between(service.clock().instant(), at));
            service.clock().advanceTo(at);
            assertTrue(service.deliverOne());
        }
        assertEquals(503001, assertInstanceOf(Failed.class, progress()).code());
        Duration age = Duration.between(TestData.NOW, service.clock().instant());
        assertTrue(age.compareTo(service.limits().givenUpAfter()) > 0, () -> age.toString());
        assertEquals(Duration.ZERO, pauses.get(0));
        for (int i = 1; i < pauses.size(); i++) {
            long most = Math.min(60_000, 1000L << (i - 1));
            long pause = pauses.get(i).toMillis();
            assertTrue(pause >= most / 2 && pause < most, () -> pauses.toString());
        }
    }

    @Test
    @DisplayName("A hub that throttles again and again with a short Retry-After is asked less and less often")
    void throttledAgainAndAgain() {
        for (int i = 1; i < 12; i++) {
            service.hubs().failNext("hub-a.write", HubFailure.Kind.THROTTLED, Optional.of(Duration.ofSeconds(1)));
        }
        Answer unused = service.register(DEVICE);
        assertEquals(TestData.NOW.plusSeconds(1), messages().get(0).at());
        service.drain();
        assertInstanceOf(Assigned.class, progress());
        Duration took = Duration.between(TestData.NOW, service.clock().instant());
        assertTrue(took.compareTo(Duration.ofMinutes(3)) > 0, () -> took.toString());
    }

    @Test
    @DisplayName("The last attempt's failure does not overwrite what somebody else recorded meanwhile")
    void lateExhaustion() {
        Item item = handedOver();
        Registration running = service.record(DEVICE);
        int last = running.running().orElseThrow().attempt().number();
        service.clock().advance(service.limits().givenUpAfter().plusSeconds(1));
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Item lastItem = new Item(item.registrationId(), item.operationId(), last);
        service.journal().beforeNext("registrations.replace", () -> service.deliver(lastItem));
        service.deliver(lastItem);
        assertInstanceOf(Assigned.class, progress());
    }

    @Test
    @DisplayName("1.22: a record deleted while a message works on it is the end of that operation")
    void recordDeleted() {
        handedOver();
        service.journal().afterNext("hub-a.write", () -> service.registrations().remove(DEVICE.registrationId()));
        assertEquals(
                ProblemKind.REGISTRATION_NOT_FOUND,
                assertThrows(Problem.class, service::deliverOne).kind());
        service.drain();
        assertTrue(service.registrations().stored(DEVICE.registrationId()).isEmpty());
    }

    @Test
    @DisplayName("Issue 5.6: an outage of the store uses up no deliveries: the message comes again later")
    void outage() {
        handedOver();
        for (int i = 0; i < 20; i++) {
            storeIsDown();
            service.clock().advanceTo(messages().get(0).at());
            assertTrue(service.deliverOne());
            assertEquals(1, messages().size());
        }
        service.drain();
        assertInstanceOf(Assigned.class, progress());
        assertTrue(service.clock().instant().isAfter(TestData.NOW.plusSeconds(60)));
    }

    @Test
    @DisplayName("A message that can neither be handled nor be sent again is delivered again")
    void deliveredAgain() {
        handedOver();
        storeIsDown();
        service.journal().beforeNext("work.schedule", () -> {
            throw Problem.unavailable("The queue does not answer", new IllegalStateException("down"));
        });
        assertThrows(Problem.class, service::deliverOne);
        assertFalse(messages().isEmpty());
        assertTrue(service.deliverOne());
        assertInstanceOf(Assigned.class, progress());
    }

    private void storeIsDown() {
        service.journal().beforeNext("registrations.load", () -> {
            throw Problem.unavailable("The store does not answer", new IllegalStateException("down"));
        });
    }

    private Item handedOver() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Answer unused = service.register(DEVICE);
        return messages().get(messages().size() - 1).item();
    }

    private void moveThatCrashesAfter(String call) {
        Answer unused = service.register(DEVICE);
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-b")));
        service.journal().afterNext(call, () -> {
            throw new Crash(call);
        });
        assertThrows(Crash.class, () -> service.register(DEVICE));
    }

    private List<Message> messages() {
        return service.work().messages();
    }

    private Progress progress() {
        return service.record(DEVICE).operation().progress();
    }
}

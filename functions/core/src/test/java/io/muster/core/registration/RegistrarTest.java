package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Evidence;
import io.muster.core.hub.HubFailure;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.OperationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.Progress.Assigned;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.registration.Progress.Failed;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.InMemoryWork.Message;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistrarTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("Unit-1", TestData.keys("line").primary());

    private final InMemoryService service = new InMemoryService(1);

    @BeforeEach
    void oneGroupOnHubA() {
        service.hubs().link(TestData.hub("hub-a"));
        service.hubs().link(TestData.hub("hub-b"));
        enroll(TermsBuilder.terms().hubs("hub-a"));
    }

    @Test
    @DisplayName("clients 1: the first answer is assigned when the hub is quick, and nothing is queued")
    void assignedAtOnce() {
        Registration registration = current(service.register(DEVICE));
        assertInstanceOf(Assigned.class, registration.operation().progress());
        assertEquals(
                Optional.of(new Assignment(seat("hub-a"), Substatus.INITIAL_ASSIGNMENT)), registration.assignment());
        assertEquals("Unit-1", registration.id().text());
        assertEquals(Optional.of(new GroupId("line")), registration.group());
        assertEquals(List.of(), service.work().messages());
        assertEquals(
                List.of("registrations.load", "registrations.insert", "hub-a.write", "registrations.replace"),
                service.journal().calls());
    }

    @Test
    @DisplayName(
            "clients 4: the first answer is assigning when the hub takes longer than the budget, and the queue goes on")
    void slowHub() {
        service.hubs().latency(TestData.host("hub-a"), Duration.ofSeconds(5));
        Answer.Told answer = service.register(DEVICE);
        assertEquals(2, assigning(answer).attempt().number());
        assertEquals(TestData.NOW.plusSeconds(3), service.clock().instant());
        assertEquals(List.of(new Item(DEVICE.registrationId(), answer.operationId(), 2)), items());
        service.drain();
        assertInstanceOf(Assigned.class, service.record(DEVICE).operation().progress());
        assertEquals(answer.operationId(), service.record(DEVICE).operation().id());
    }

    @Test
    @DisplayName("A throttling hub is asked again when it said, not before")
    void retryAfterIsHonoured() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.THROTTLED, Optional.of(Duration.ofSeconds(42)));
        Instant at = TestData.NOW.plusSeconds(42);
        assertEquals(at, assigning(service.register(DEVICE)).attempt().due());
        assertEquals(at, service.work().messages().get(0).at());
        service.drain();
        assertEquals(at, service.clock().instant());
        assertInstanceOf(Assigned.class, service.record(DEVICE).operation().progress());
    }

    @Test
    @DisplayName(
            "1.13, seams 3: a device of a disabled enrollment is told so once it has proved itself, and nothing is recorded")
    void disabled() {
        enroll(TermsBuilder.terms().disabled());
        Answer.Disabled answer = assertInstanceOf(Answer.Disabled.class, service.register(DEVICE));
        assertEquals(DEVICE.registrationId(), answer.id());
        assertTrue(service.registrations().stored(DEVICE.registrationId()).isEmpty());
        FakeDevice stranger = FakeDevice.withKey("Unit-1", TestData.key("x"));
        assertEquals(
                ProblemKind.UNAUTHORIZED,
                assertThrows(Problem.class, () -> service.register(stranger)).kind());
    }

    @Test
    @DisplayName("1.13, 1.16: an operation without a hub fails at once, inside the answer")
    void noHub() {
        enroll(TermsBuilder.terms().hubs("hub-c"));
        Failed failed = assertInstanceOf(
                Failed.class, current(service.register(DEVICE)).operation().progress());
        assertEquals(400208, failed.code());
        assertEquals(List.of(), service.work().messages());
    }

    @Test
    @DisplayName("1.16: a hub that refuses this service fails the operation, inside the answer")
    void unauthorizedAtTheHub() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAUTHORIZED, Optional.empty());
        Failed failed = assertInstanceOf(
                Failed.class, current(service.register(DEVICE)).operation().progress());
        assertEquals(400209, failed.code());
    }

    @Test
    @DisplayName("1.20: a later register is a new operation; 1.27: the device keeps the spelling first registered")
    void registerAgain() {
        Answer.Told first = service.register(DEVICE);
        service.clock().advance(Duration.ofMinutes(1));
        Answer.Told second = service.register(
                FakeDevice.member("unit-1", TestData.keys("line").primary()));
        assertNotEquals(first.operationId(), second.operationId());
        Registration registration = current(second);
        assertEquals(TestData.NOW, registration.created());
        assertEquals(service.clock().instant(), registration.updated());
        assertEquals("Unit-1", registration.id().text());
        assertEquals(
                Optional.of(new Assignment(seat("hub-a"), Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT)),
                registration.assignment());
    }

    @Test
    @DisplayName("1.21: a second register in flight gets the running operation")
    void oneOperationAtATime() {
        service.hubs().latency(TestData.host("hub-a"), Duration.ofSeconds(5));
        Answer.Told first = service.register(DEVICE);
        Answer.Told second = service.register(DEVICE);
        assertEquals(first.operationId(), second.operationId());
        assertEquals(1, service.work().messages().size());
    }

    @Test
    @DisplayName("1.21: two registers that race for the first record end in one operation")
    void insertRace() {
        service.journal().beforeNext("registrations.insert", () -> current(service.register(DEVICE)));
        Registration registration = current(service.register(DEVICE));
        // The one that lost the race found the other's operation over, and made its own.
        assertEquals(1, registration.past().size());
        assertEquals(registration, service.record(DEVICE));
    }

    @Test
    @DisplayName("1.21: two registers that race for a known record end in one operation")
    void replaceRace() {
        Answer unused = service.register(DEVICE);
        service.hubs().latency(TestData.host("hub-a"), Duration.ofSeconds(5));
        OperationId[] inner = new OperationId[1];
        service.journal()
                .beforeNext(
                        "registrations.replace",
                        () -> inner[0] = service.register(DEVICE).operationId());
        OperationId outer = service.register(DEVICE).operationId();
        assertEquals(inner[0], outer);
    }

    @Test
    @DisplayName("1.21, 409203: a register that keeps losing its race gives up")
    void hopelessRace() {
        Answer unused = service.register(DEVICE);
        service.journal().atEveryMoment(moment -> {
            if (moment.equals("before registrations.replace")) {
                Stored unusedCopy = service.registrations().put(service.record(DEVICE));
            }
        });
        Problem problem = assertThrows(Problem.class, () -> service.register(DEVICE));
        assertEquals(ProblemKind.REGISTRATION_CONFLICT, problem.kind());
        assertEquals(409203, problem.kind().code());
    }

    @Test
    @DisplayName("seams 5: a result that comes after a newer operation began does not touch it")
    void commitRace() {
        service.journal().afterNext("hub-a.write", () -> {
            Registration running = service.record(DEVICE);
            Operation newer =
                    new Operation(new OperationId("newer"), TestData.NOW, new Evidence.Key("unit-1"), new Assigned());
            Stored unused =
                    service.registrations().put(running.next(running.group(), newer, TestData.NOW, new Etag("e")));
        });
        assertEquals("newer", current(service.register(DEVICE)).operation().id().text());
        assertEquals("newer", service.record(DEVICE).operation().id().text());
    }

    @Test
    @DisplayName("A stalled operation is carried on by the next register, under the same operation id")
    void registerRevives() {
        Answer.Told first = stall();
        service.clock().advance(Duration.ofMinutes(1));
        Answer.Told second = service.register(DEVICE);
        assertEquals(first.operationId(), second.operationId());
        assertInstanceOf(Assigned.class, current(second).operation().progress());
    }

    @Test
    @DisplayName("Of two registers that find an operation stalled one revives it and the other gets its result")
    void reviveRace() {
        Answer.Told first = stall();
        service.clock().advance(Duration.ofMinutes(1));
        service.journal().beforeNext("registrations.replace", () -> current(service.register(DEVICE)));
        Registration registration = current(service.register(DEVICE));
        assertInstanceOf(Assigned.class, registration.operation().progress());
        assertTrue(registration.knows(first.operationId(), service.clock().instant()));
    }

    @Test
    @DisplayName("When queue and hub fail both, the operation waits for the device's next poll")
    void queueDown() {
        Answer.Told first = stall();
        assertEquals(1, assigning(first).attempt().number());
        assertEquals(List.of(), service.work().messages());
        service.clock().advance(Duration.ofMinutes(1));
        assertInstanceOf(
                Assigning.class,
                current(service.poll(DEVICE, first.operationId())).operation().progress());
        assertEquals(List.of(new Item(DEVICE.registrationId(), first.operationId(), 2)), items());
        service.drain();
        assertInstanceOf(
                Assigned.class,
                current(service.poll(DEVICE, first.operationId())).operation().progress());
    }

    @Test
    @DisplayName(
            "seams 6: the safety message stands in the queue before the first hub write of a move, and goes after the commit")
    void safetyMessage() {
        Answer unused = service.register(DEVICE);
        enroll(TermsBuilder.terms().hubs("hub-b"));
        service.journal().clear();
        service.journal().beforeNext("hub-a.twin", () -> {
            Message safety = service.work().messages().get(0);
            assertEquals(service.clock().instant().plus(service.limits().safetyDelay()), safety.at());
            assertEquals(service.record(DEVICE).operation().id(), safety.item().operationId());
        });
        Registration moved = current(service.register(DEVICE));
        assertEquals(Optional.of(new Assignment(seat("hub-b"), Substatus.DEVICE_DATA_MIGRATED)), moved.assignment());
        assertEquals(
                List.of(
                        "registrations.load",
                        "registrations.replace",
                        "work.schedule",
                        "hub-a.twin",
                        "hub-a.modules",
                        "hub-b.write",
                        "hub-a.delete",
                        "registrations.replace",
                        "work.cancel"),
                service.journal().calls());
        assertEquals(List.of(), service.work().messages());
    }

    @Test
    @DisplayName("seams 6: no hub hears of a move whose safety message cannot be sent")
    void noMoveWithoutSafetyMessage() {
        Answer unused = service.register(DEVICE);
        enroll(TermsBuilder.terms().hubs("hub-b"));
        service.journal().beforeNext("work.schedule", RegistrarTest::queueFails);
        assertEquals(1, assigning(service.register(DEVICE)).attempt().number());
        assertEquals(List.of(TestData.host("hub-a")), service.hubs().holdersOf(new DeviceId("Unit-1")));
    }

    @Test
    @DisplayName(
            "A safety message that cannot be taken back does not change the answer, nor anything else when it comes")
    void cancelFails() {
        Answer unused = service.register(DEVICE);
        enroll(TermsBuilder.terms().hubs("hub-b"));
        service.journal().beforeNext("work.cancel", RegistrarTest::queueFails);
        Registration moved = current(service.register(DEVICE));
        assertInstanceOf(Assigned.class, moved.operation().progress());
        assertEquals(1, service.work().messages().size());
        service.drain();
        assertEquals(moved, service.record(DEVICE));
    }

    @Test
    @DisplayName(
            "1.22: a record deleted while its operation runs leaves the device waiting, and its next poll gets 404")
    void deletedMeanwhile() {
        service.journal().afterNext("hub-a.write", () -> service.registrations().remove(DEVICE.registrationId()));
        Answer.Told answer = service.register(DEVICE);
        assertEquals(1, assigning(answer).attempt().number());
        Problem problem = assertThrows(Problem.class, () -> service.poll(DEVICE, answer.operationId()));
        assertEquals(ProblemKind.OPERATION_NOT_FOUND, problem.kind());
    }

    private Answer.Told stall() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        service.journal().beforeNext("work.send", RegistrarTest::queueFails);
        return service.register(DEVICE);
    }

    private static void queueFails() {
        throw Problem.unavailable("The queue does not answer", new IllegalStateException("down"));
    }

    private void enroll(TermsBuilder terms) {
        service.groups().put(TestData.group("line", terms));
    }

    private List<Item> items() {
        return service.work().messages().stream().map(Message::item).toList();
    }

    private static Seat seat(String hub) {
        return new Seat(TestData.host(hub), new DeviceId("Unit-1"));
    }

    private static Registration current(Answer.Told answer) {
        return assertInstanceOf(Answer.Current.class, answer).registration();
    }

    private static Assigning assigning(Answer.Told answer) {
        return assertInstanceOf(Assigning.class, current(answer).operation().progress());
    }
}

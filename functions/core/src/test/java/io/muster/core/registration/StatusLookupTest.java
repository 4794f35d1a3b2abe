package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.identity.OperationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Progress.Assigned;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StatusLookupTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("unit-1", TestData.keys("line").primary());
    private static final FakeDevice OTHER =
            FakeDevice.member("unit-2", TestData.keys("line").primary());

    private final InMemoryService service = new InMemoryService(2);

    @BeforeEach
    void oneGroupOnOneHub() {
        service.hubs().link(TestData.hub("hub-a"));
        service.groups().put(TestData.group("line", TermsBuilder.terms()));
    }

    @Test
    @DisplayName("1.18: an operation can be looked up as often as one likes")
    void repeatable() {
        Answer.Told registered = service.register(DEVICE);
        assertEquals(registered, service.poll(DEVICE, registered.operationId()));
        assertEquals(registered, service.poll(DEVICE, registered.operationId()));
        assertEquals(registered, service.look(DEVICE));
    }

    @Test
    @DisplayName("1.7: an operation of another device is not found, nor one that never was")
    void othersOperations() {
        Answer.Told registered = service.register(DEVICE);
        Answer unused = service.register(OTHER);
        assertKind(ProblemKind.OPERATION_NOT_FOUND, () -> service.poll(OTHER, registered.operationId()));
        assertKind(ProblemKind.OPERATION_NOT_FOUND, () -> service.poll(DEVICE, new OperationId("4.0")));
    }

    @Test
    @DisplayName("seams 5: older operations are answered for 24 hours with what holds now, and no longer")
    void olderOperations() {
        OperationId first = service.register(DEVICE).operationId();
        service.clock().advance(Duration.ofHours(1));
        OperationId second = service.register(DEVICE).operationId();
        service.clock().advance(Duration.ofHours(24).minusNanos(1));
        Answer.Current answer = assertInstanceOf(Answer.Current.class, service.poll(DEVICE, first));
        assertEquals(first, answer.operationId());
        assertEquals(second, answer.registration().operation().id());
        service.clock().advance(Duration.ofNanos(1));
        assertKind(ProblemKind.OPERATION_NOT_FOUND, () -> service.poll(DEVICE, first));
        assertEquals(second, service.poll(DEVICE, second).operationId());
    }

    @Test
    @DisplayName("1.16b: the look-up of a registration that never was is 404202")
    void neverRegistered() {
        assertKind(ProblemKind.REGISTRATION_NOT_FOUND, () -> service.look(DEVICE));
        assertKind(ProblemKind.OPERATION_NOT_FOUND, () -> service.poll(DEVICE, new OperationId("4.0")));
    }

    @Test
    @DisplayName("1.30: look-ups need the same proof as a register")
    void proof() {
        Answer.Told registered = service.register(DEVICE);
        FakeDevice thief = FakeDevice.withKey("unit-1", TestData.key("x"));
        assertKind(ProblemKind.UNAUTHORIZED, () -> service.poll(thief, registered.operationId()));
        assertKind(ProblemKind.UNAUTHORIZED, () -> service.look(thief));
    }

    @Test
    @DisplayName("seams 3: once the enrollment is disabled every look-up says so")
    void disabled() {
        Answer.Told registered = service.register(DEVICE);
        service.groups().put(TestData.group("line", TermsBuilder.terms().disabled()));
        Answer.Told polled = service.poll(DEVICE, registered.operationId());
        assertEquals(
                registered.operationId(),
                assertInstanceOf(Answer.Disabled.class, polled).operationId());
        assertEquals(
                registered.operationId(),
                assertInstanceOf(Answer.Disabled.class, service.look(DEVICE)).operationId());
    }

    @Test
    @DisplayName("A poll that finds its operation stalled has it queued, once, and does not wait for the hub")
    void pollRevives() {
        OperationId operation = stall();
        service.clock().advance(Duration.ofMinutes(1));
        service.journal().clear();
        assertEquals(2, attempt(service.poll(DEVICE, operation)));
        assertEquals(List.of(), service.journal().callsOf("hub-a"));
        assertEquals(1, service.work().messages().size());
        assertEquals(2, attempt(service.poll(DEVICE, operation)));
        assertEquals(1, service.work().messages().size());
        service.drain();
        assertInstanceOf(Assigned.class, service.record(DEVICE).operation().progress());
    }

    @Test
    @DisplayName("An operation is not stalled before its due time and the grace are over")
    void notStalledYet() {
        OperationId operation = stall();
        service.clock()
                .advanceTo(TestData.NOW
                        .plus(Duration.ofSeconds(3))
                        .plus(service.limits().grace()));
        Answer unused = service.poll(DEVICE, operation);
        assertEquals(List.of(), service.work().messages());
        service.clock().advance(Duration.ofNanos(1));
        Answer unusedToo = service.poll(DEVICE, operation);
        assertEquals(1, service.work().messages().size());
    }

    @Test
    @DisplayName(
            "clients 11: a poll is answered also when its stalled operation cannot be queued, and the next one tries again")
    void queueDown() {
        OperationId operation = stall();
        service.clock().advance(Duration.ofMinutes(1));
        service.journal().beforeNext("work.send", StatusLookupTest::queueFails);
        assertEquals(1, attempt(service.poll(DEVICE, operation)));
        assertEquals(List.of(), service.work().messages());
        Answer unused = service.poll(DEVICE, operation);
        assertEquals(1, service.work().messages().size());
    }

    @Test
    @DisplayName("A poll that loses the race to revive leaves a message too many, which does no harm")
    void reviveRace() {
        OperationId operation = stall();
        service.clock().advance(Duration.ofMinutes(1));
        service.journal().beforeNext("registrations.replace", () -> service.poll(DEVICE, operation));
        Answer unused = service.poll(DEVICE, operation);
        assertEquals(2, service.work().messages().size());
        service.drain();
        assertTrue(service.record(DEVICE).assignment().isPresent());
    }

    private OperationId stall() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        service.journal().beforeNext("work.send", StatusLookupTest::queueFails);
        return service.register(DEVICE).operationId();
    }

    private int attempt(Answer.Told answer) {
        Answer.Current current = assertInstanceOf(Answer.Current.class, answer);
        assertInstanceOf(Assigning.class, current.registration().operation().progress());
        return service.record(DEVICE).running().orElseThrow().attempt().number();
    }

    private static void queueFails() {
        throw Problem.unavailable("The queue does not answer", new IllegalStateException("down"));
    }

    private static void assertKind(ProblemKind kind, Executable action) {
        assertEquals(kind, assertThrows(Problem.class, action).kind());
    }
}

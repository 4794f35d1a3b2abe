package io.muster.conformance.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("A hub that does not answer in time")
final class QueuedPathTest {
    private final LocalStack stack;
    private final DeviceApi devices;
    private final String id = Names.fresh("queued");
    private final String key;

    QueuedPathTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.key = new ServiceApi(stack).individual(id);
    }

    @Test
    @DisplayName("issue 2.6: a slow hub makes the first answer assigning with Retry-After; the queue ends it")
    void slowHub() {
        endsAssignedAfter("\"delayMs\":3000,\"times\":1");
    }

    @Test
    @DisplayName("issue 2.5: a hub's 429 and its Retry-After are honoured")
    void throttlingHub() {
        endsAssignedAfter("\"status\":429,\"retryAfter\":4,\"times\":1");
    }

    @Test
    @DisplayName("issue 2.5: a hub that fails with 503 a few times is tried again")
    void failingHub() {
        Answer first = registerWith("\"status\":503,\"times\":3");

        assertAssigned(first.text("/operationId"));
    }

    @Test
    @DisplayName("1.21: a second register while one runs gets the running operation")
    void secondWhileRunning() {
        Answer first = registerWith("\"delayMs\":3000,\"times\":1");
        Answer second = devices.register(id, key);

        assertEquals("assigning", first.text("/status"), first::toString);
        assertEquals(first.text("/operationId"), second.text("/operationId"));
        assertAssigned(first.text("/operationId"));
    }

    @Test
    @DisplayName("issue 2.6: with the queue down for sends, the device's own polls revive the operation")
    void queueDown() {
        stack.broker().refuseSends(100);
        Answer first = registerWith("\"status\":429,\"retryAfter\":30,\"times\":1");
        assertEquals("assigning", first.text("/status"), first::toString);
        stack.broker().behave();

        Answer last = Patience.until(
                Duration.ofSeconds(60),
                () -> devices.operation(id, first.text("/operationId"), key),
                answer -> answer.status() != 202);
        assertEquals("assigned", last.text("/status"), last::toString);
    }

    @Test
    @DisplayName(
            "issue 2.13: a first registration costs its hub at most one identity write and no more than three calls")
    void hubCalls() {
        Answer answer = devices.provision(id, key);

        List<Hub.Call> calls =
                stack.hub(answer.text("/registrationState/assignedHub")).calls(id);
        assertTrue(calls.size() <= 3, calls::toString);
        assertEquals(
                1,
                calls.stream()
                        .filter(call ->
                                call.method().equals("PUT") && call.path().startsWith("/devices/"))
                        .count(),
                calls::toString);
    }

    private void endsAssignedAfter(String rule) {
        Answer first = registerWith(rule);

        assertEquals(202, first.status(), first::toString);
        assertEquals("assigning", first.text("/status"), first::toString);
        assertTrue(first.header("Retry-After").orElse("").matches("[1-9][0-9]?"), first::toString);
        assertTrue(first.json().path("registrationState").isMissingNode(), first::toString);
        assertAssigned(first.text("/operationId"));
    }

    /** Whichever hub the device is to be on, it misbehaves. */
    private Answer registerWith(String rule) {
        stack.hubs().forEach(hub -> hub.script(id, rule));
        return devices.register(id, key);
    }

    private void assertAssigned(String operation) {
        Answer last = devices.finished(id, operation, key);
        assertEquals(200, last.status(), last::toString);
        assertEquals("assigned", last.text("/status"), last::toString);
        assertTrue(stack.hub(last.text("/registrationState/assignedHub")).calls(id).stream()
                .anyMatch(call -> call.status() == 200));
    }
}

package io.muster.conformance.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.muster.azure.servicebus.ServiceBusWork;
import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.DeadLetters.DeadLetter;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.registration.PendingWork.Ticket;
import io.muster.local.servicebus.SasRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceBusWorkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private QueueFixture queue;
    private ServiceBusWork work;

    @BeforeEach
    void start() throws Exception {
        queue = new QueueFixture();
        work = queue.work();
    }

    @AfterEach
    void stop() throws Exception {
        work.close();
        queue.close();
    }

    private static Item item(int attempt) {
        return new Item(new RegistrationId("Device-1"), new OperationId("4.ab"), attempt);
    }

    private ServiceBusReceivedMessage take() {
        return queue.take(PATIENCE).orElseThrow(() -> new AssertionError("no message came"));
    }

    private Instant now() {
        return Clock.systemUTC().instant();
    }

    @Test
    @DisplayName("a sent item arrives as JSON of identifiers under operationId:attempt (seams.md section 6)")
    void send() {
        work.send(item(1));

        ServiceBusReceivedMessage message = take();
        assertEquals("4.ab:1", message.getMessageId());
        assertEquals("application/json", message.getContentType());
        assertEquals(
                new WorkMessage(QueueFixture.SCOPE, item(1), Optional.empty()),
                WorkMessage.parse(message.getBody().toString()));
    }

    @Test
    @DisplayName("the same item sent twice arrives twice: nothing is taken for a duplicate (seams.md section 6)")
    void sendTwice() {
        work.send(item(1));
        work.send(item(1));

        assertEquals(take().getMessageId(), take().getMessageId());
    }

    @Test
    @DisplayName("a scheduled item arrives no sooner than its time")
    void schedule() {
        Instant due = now().plusSeconds(2);

        work.schedule(item(2), due);

        assertEquals("4.ab:2", take().getMessageId());
        assertFalse(now().isBefore(due));
    }

    @Test
    @DisplayName("a cancelled item never arrives")
    void cancel() {
        Ticket ticket = work.schedule(item(3), now().plusSeconds(2));

        work.cancel(ticket);
        work.schedule(item(4), now().plusSeconds(3));

        assertEquals("4.ab:4", take().getMessageId(), "the one after it in time is the first to come");
    }

    @Test
    @DisplayName("cancelling what was delivered, or cancelled before, is no error")
    void cancelTooLate() {
        Ticket delivered = work.schedule(item(5), now());
        take();
        work.cancel(delivered);

        Ticket cancelled = work.schedule(item(6), now().plusSeconds(600));
        work.cancel(cancelled);
        work.cancel(cancelled);

        assertEquals(Optional.empty(), queue.take(SHORTLY));
    }

    @Test
    @DisplayName("a dropped connection and a busy broker are got over by a retry")
    void passingFaults() throws Exception {
        work.send(item(7));
        take();

        queue.admin("/connections/drop");
        work.send(item(8));
        assertEquals("4.ab:8", take().getMessageId());

        queue.admin("/faults/refuse-sends?count=1");
        work.send(item(9));
        assertEquals("4.ab:9", take().getMessageId());
    }

    @Test
    @DisplayName("a refusal that lasts is unavailable, and nothing was queued")
    void lastingFault() throws Exception {
        queue.admin("/faults/refuse-sends?count=1000");

        assertUnavailable(work);

        queue.admin("/faults/clear");
        assertEquals(Optional.empty(), queue.take(SHORTLY));
    }

    @Test
    @DisplayName("a wrong key is unavailable and is not shown")
    void wrongKey() {
        try (ServiceBusWork wrong = queue.work(new SasRule("local", "planted-key"))) {
            assertUnavailable(wrong);
        }
    }

    private static void assertUnavailable(ServiceBusWork work) {
        Problem problem = assertThrows(Problem.class, () -> work.send(item(1)));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertTrue(problem.reason().contains("assignments"), problem.reason());
        assertFalse(problem.reason().contains("planted-key"), problem.reason());
    }

    @Test
    @DisplayName("issue 5.6: a message that fails ten times is a dead letter with a reason; sent on, it arrives again")
    void deadLetters() {
        work.send(item(3));
        queue.failAllDeliveries();
        queue.sendUnreadable();
        queue.failAllDeliveries();

        List<DeadLetter> letters = work.deadLetters().peek(10);
        assertEquals(
                List.of(Optional.of(item(3)), Optional.empty()),
                letters.stream().map(DeadLetter::item).toList());
        assertEquals("MaxDeliveryCountExceeded", letters.get(0).reason());

        assertEquals(1, work.deadLetters().redrive(10));
        assertEquals("4.ab:3", take().getMessageId());
        assertEquals(1, work.deadLetters().peek(10).size());
    }
}

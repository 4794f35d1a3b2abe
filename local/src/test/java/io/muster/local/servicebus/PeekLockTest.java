package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message that the real client receives. */
class PeekLockTest {
    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.inMemory();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void aMessageArrivesWholeAndCompletingItEmptiesTheQueue() throws Exception {
        // given
        ServiceBusMessage sent = new ServiceBusMessage("body")
                .setMessageId("op:1")
                .setCorrelationId("c")
                .setSubject("s")
                .setContentType("application/json");
        sent.getApplicationProperties().put("n", 7);
        broker.sender().sendMessage(sent);

        // when
        ServiceBusReceiverClient receiver = broker.receiver();
        ServiceBusReceivedMessage got = TestBroker.take(receiver);
        QueueDepth held = broker.depth();
        receiver.complete(got);

        // then
        assertEquals("body", got.getBody().toString());
        assertEquals("op:1", got.getMessageId());
        assertEquals("c", got.getCorrelationId());
        assertEquals("s", got.getSubject());
        assertEquals("application/json", got.getContentType());
        assertEquals(Map.of("n", 7), got.getApplicationProperties());
        assertEquals(0, got.getDeliveryCount());
        assertEquals(1, got.getSequenceNumber());
        assertTrue(got.getLockedUntil().isAfter(OffsetDateTime.now(ZoneOffset.UTC)));
        assertEquals(new QueueDepth(0, 0, 1, 0), held);
        assertEquals(new QueueDepth(0, 0, 0, 0), broker.depth());
    }

    @Test
    void anAbandonedMessageComesAgainCountedAndWithItsNewProperties() {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("again"));
        ServiceBusReceiverClient receiver = broker.receiver();

        // when
        receiver.abandon(TestBroker.take(receiver), new AbandonOptions().setPropertiesToModify(Map.of("why", "later")));
        ServiceBusReceivedMessage second = TestBroker.take(receiver);

        // then
        assertEquals(1, second.getDeliveryCount());
        assertEquals("later", second.getApplicationProperties().get("why"));
    }

    @Test
    void aDeadLetteredMessageIsFoundInTheDeadLetterQueueWithItsReason() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("bad"));
        ServiceBusReceiverClient receiver = broker.receiver();

        // when
        receiver.deadLetter(
                TestBroker.take(receiver),
                new DeadLetterOptions().setDeadLetterReason("schema").setDeadLetterErrorDescription("unknown"));

        // then
        assertEquals(new QueueDepth(0, 0, 0, 1), broker.depth());
        ServiceBusReceiverClient dead = broker.deadLetters();
        ServiceBusReceivedMessage got = TestBroker.take(dead);
        assertEquals("bad", got.getBody().toString());
        assertEquals("schema", got.getDeadLetterReason());
        assertEquals("unknown", got.getDeadLetterErrorDescription());
        assertEquals(TestBroker.QUEUE, got.getDeadLetterSource());
        dead.complete(got);
        assertEquals(0, broker.depth().dead());
    }

    @Test
    void aMessageThatFailsTheMostTimesAllowedIsDeadLettered() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("poison"));
        ServiceBusReceiverClient receiver = broker.receiver();

        // when
        for (int delivery = 0; delivery < 3; delivery++) {
            ServiceBusReceivedMessage got = TestBroker.take(receiver);
            assertEquals(delivery, got.getDeliveryCount());
            receiver.abandon(got);
        }

        // then
        assertEquals(new QueueDepth(0, 0, 0, 1), broker.depth());
        assertEquals(
                "MaxDeliveryCountExceeded",
                TestBroker.take(broker.deadLetters()).getDeadLetterReason());
    }

    @Test
    void aRenewedLockHoldsLonger() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("kept"));
        ServiceBusReceiverClient receiver = broker.receiver();
        ServiceBusReceivedMessage held = TestBroker.take(receiver);
        OffsetDateTime firstEnd = held.getLockedUntil();

        // when
        OffsetDateTime renewed = receiver.renewMessageLock(held);
        receiver.complete(held);

        // then
        assertTrue(renewed.isAfter(firstEnd));
        assertEquals(new QueueDepth(0, 0, 0, 0), broker.depth());
    }

    @Test
    void receiveAndDeleteLeavesNothing() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("once"));

        // when
        ServiceBusReceivedMessage got = TestBroker.take(broker.receiver(ServiceBusReceiveMode.RECEIVE_AND_DELETE));

        // then
        assertEquals("once", got.getBody().toString());
        assertEquals(new QueueDepth(0, 0, 0, 0), broker.depth());
    }
}

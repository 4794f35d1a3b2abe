package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How messages get in, now or later, as the real client sends them. */
class SendAndScheduleTest {
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
    void aBatchBecomesItsMessagesInOrder() throws Exception {
        // given
        List<String> bodies = IntStream.range(0, 20).mapToObj(n -> "m" + n).toList();

        // when
        broker.sender().sendMessages(bodies.stream().map(ServiceBusMessage::new).toList());

        // then
        assertEquals(new QueueDepth(20, 0, 0, 0), broker.depth());
        ServiceBusReceiverClient receiver = broker.receiver();
        for (String body : bodies) {
            ServiceBusReceivedMessage got = TestBroker.take(receiver);
            assertEquals(body, got.getBody().toString());
            receiver.complete(got);
        }
    }

    @Test
    void aMessageOfSeveralFramesArrivesWholeAndOneOverTheLimitIsRefused() {
        // given
        ServiceBusSenderClient sender = broker.sender();
        String large = "x".repeat(200_000);

        // when
        sender.sendMessage(new ServiceBusMessage(large));
        ServiceBusException refused = assertThrows(
                ServiceBusException.class, () -> sender.sendMessage(new ServiceBusMessage("x".repeat(300_000))));

        // then
        assertEquals(large, TestBroker.take(broker.receiver()).getBody().toString());
        assertEquals(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED, refused.getReason());
    }

    @Test
    void aScheduledMessageIsSeenByPeekOnly() throws Exception {
        // when
        long sequence = broker.sender()
                .scheduleMessage(
                        new ServiceBusMessage("later"),
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));

        // then
        ServiceBusReceivedMessage peeked = broker.receiver().peekMessage();
        assertEquals(sequence, peeked.getSequenceNumber());
        assertEquals(ServiceBusMessageState.SCHEDULED, peeked.getState());
        assertEquals(new QueueDepth(0, 1, 0, 0), broker.depth());
    }

    @Test
    void aScheduledMessageArrivesWhenItsTimeComes() {
        // given
        OffsetDateTime due = OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(2);
        broker.sender().scheduleMessage(new ServiceBusMessage("later"), due);

        // when
        ServiceBusReceivedMessage got = TestBroker.take(broker.receiver());

        // then
        assertEquals("later", got.getBody().toString());
        assertFalse(OffsetDateTime.now(ZoneOffset.UTC).isBefore(due), "not before its time");
    }

    @Test
    void aMessageSentWithAScheduledTimeWaitsToo() throws Exception {
        // when
        broker.sender()
                .sendMessage(new ServiceBusMessage("later")
                        .setScheduledEnqueueTime(
                                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));

        // then
        assertEquals(new QueueDepth(0, 1, 0, 0), broker.depth());
    }

    @Test
    void aCancelledMessageIsGoneAndCancellingItAgainIsNoError() throws Exception {
        // given
        ServiceBusSenderClient sender = broker.sender();
        long sequence = sender.scheduleMessage(
                new ServiceBusMessage("never"),
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));

        // when
        sender.cancelScheduledMessage(sequence);

        // then
        assertEquals(new QueueDepth(0, 0, 0, 0), broker.depth());
        sender.cancelScheduledMessage(sequence); // the broker answers 404, which the client takes for done
    }

    @Test
    void peekShowsMessagesInOrderAndTakesNone() throws Exception {
        // given
        broker.sender().sendMessages(List.of(new ServiceBusMessage("a"), new ServiceBusMessage("b")));

        // when
        List<String> peeked = broker.receiver().peekMessages(10).stream()
                .map(message -> message.getBody().toString())
                .toList();

        // then
        assertEquals(List.of("a", "b"), peeked);
        assertEquals(new QueueDepth(2, 0, 0, 0), broker.depth());
    }
}

package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fault switches, and that the real client gets over what they do. */
class FaultsTest {
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
    void clientsComeBackAfterTheirConnectionWasDroppedAndMaySettleWhatTheyHeld() throws Exception {
        // given
        ServiceBusSenderClient sender = broker.sender();
        ServiceBusReceiverClient receiver = broker.receiver();
        sender.sendMessage(new ServiceBusMessage("before"));
        ServiceBusReceivedMessage held = TestBroker.take(receiver);

        // when
        int dropped =
                broker.admin("POST", "/connections/drop").required("dropped").intValue();
        sender.sendMessage(new ServiceBusMessage("after"));
        receiver.complete(held);

        // then
        assertTrue(dropped >= 1);
        assertEquals(new QueueDepth(1, 0, 0, 0), broker.depth());
        assertEquals("after", TestBroker.take(receiver).getBody().toString());
    }

    @Test
    void refusedSendsAreRetriedByTheClientAndThenPass() throws Exception {
        // given
        broker.admin("POST", "/faults/refuse-sends?count=2");

        // when
        broker.sender().sendMessage(new ServiceBusMessage("third time lucky"));

        // then
        assertEquals(1, broker.depth().active());
    }

    @Test
    void aRefusalCarriesTheConditionThatWasAskedFor() throws Exception {
        // given
        broker.admin("POST", "/faults/refuse-sends?count=1&condition=com.microsoft:entity-disabled");
        ServiceBusSenderClient sender = broker.sender();

        // when
        ServiceBusException refused =
                assertThrows(ServiceBusException.class, () -> sender.sendMessage(new ServiceBusMessage("x")));

        // then
        assertEquals(ServiceBusFailureReason.MESSAGING_ENTITY_DISABLED, refused.getReason());
        assertEquals(0, broker.depth().active());
    }

    @Test
    void aDelayedSendTakesItsTime() throws Exception {
        // given
        ServiceBusSenderClient sender = broker.sender();
        sender.sendMessage(new ServiceBusMessage("warm"));
        broker.admin("POST", "/faults/delay-sends?millis=700");

        // when
        long begun = System.nanoTime();
        sender.sendMessage(new ServiceBusMessage("slow"));
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);

        // then
        assertTrue(taken.compareTo(Duration.ofMillis(700)) >= 0, () -> "took " + taken);
        assertEquals(2, broker.depth().active());
    }

    @Test
    void aSendDelayedBeyondTheClientsPatienceTimesOutAndClearingEndsTheFaults() throws Exception {
        // given
        broker.admin("POST", "/faults/delay-sends?millis=600000");
        try (ServiceBusSenderClient impatient = broker.client()
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(2)))
                .sender()
                .queueName(TestBroker.QUEUE)
                .buildClient()) {
            assertThrows(RuntimeException.class, () -> impatient.sendMessage(new ServiceBusMessage("never")));
        }

        // when
        broker.admin("POST", "/faults/clear");
        broker.sender().sendMessage(new ServiceBusMessage("now"));

        // then
        assertEquals(1, broker.depth().active());
    }
}

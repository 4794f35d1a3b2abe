package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what, and what is refused because this broker does not have it. */
class AccessTest {
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
    void aWrongKeyIsUnauthorized() {
        assertEquals(ServiceBusFailureReason.UNAUTHORIZED, reasonWith(new SasRule("local", "another-key")));
    }

    @Test
    void aWrongKeyNameIsUnauthorized() {
        assertEquals(ServiceBusFailureReason.UNAUTHORIZED, reasonWith(new SasRule("remote", "a-key-for-tests-only")));
    }

    @Test
    void anUnknownQueueIsNotFound() {
        try (ServiceBusSenderClient sender =
                broker.client().sender().queueName("nowhere").buildClient()) {
            ServiceBusException missing =
                    assertThrows(ServiceBusException.class, () -> sender.sendMessage(new ServiceBusMessage("x")));
            assertEquals(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND, missing.getReason());
        }
    }

    @Test
    void deferringIsRefusedAndTheMessageStays() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("x"));
        ServiceBusReceiverClient receiver = broker.receiver();
        ServiceBusReceivedMessage held = TestBroker.take(receiver);

        // when
        assertThrows(ServiceBusException.class, () -> receiver.defer(held));

        // then
        assertEquals(1, broker.depth().total());
    }

    @Test
    void aTransactionIsRefused() {
        assertThrows(ServiceBusException.class, () -> broker.sender().createTransaction());
    }

    private ServiceBusFailureReason reasonWith(SasRule rule) {
        try (ServiceBusSenderClient sender = TestBroker.client(rule.connectionString(broker.port()))
                .sender()
                .queueName(TestBroker.QUEUE)
                .buildClient()) {
            return assertThrows(ServiceBusException.class, () -> sender.sendMessage(new ServiceBusMessage("x")))
                    .getReason();
        }
    }
}

package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A held call gets no answer; held before it was not carried out, held after it was")
class HoldsTest {
    private static final AmqpRetryOptions IMPATIENT =
            new AmqpRetryOptions().setTryTimeout(Duration.ofSeconds(1)).setMaxRetries(0);

    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.inMemory();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"before, 0", "after, 1"})
    void send(String when, int active) throws Exception {
        // given
        hold("send", when);
        try (ServiceBusSenderClient sender = impatient()) {
            // when
            assertThrows(RuntimeException.class, () -> sender.sendMessage(new ServiceBusMessage("it")));
            sender.sendMessage(new ServiceBusMessage("other"));
        }

        // then
        assertEquals(new QueueDepth(active + 1, 0, 0, 0), broker.depth());
        assertEquals(
                "mine", broker.admin("GET", "/faults/held").at("/held/0/name").asText());
    }

    @ParameterizedTest
    @CsvSource({"before, 0", "after, 1"})
    void schedule(String when, int scheduled) throws Exception {
        // given
        hold("schedule", when);
        try (ServiceBusSenderClient sender = impatient()) {
            // when
            assertThrows(RuntimeException.class, () -> sender.scheduleMessage(new ServiceBusMessage("it"), inAnHour()));
        }

        // then
        assertEquals(new QueueDepth(0, scheduled, 0, 0), broker.depth());
    }

    @ParameterizedTest
    @CsvSource({"before, 1", "after, 0"})
    void cancel(String when, int scheduled) throws Exception {
        // given
        try (ServiceBusSenderClient sender = impatient()) {
            long sequence = sender.scheduleMessage(new ServiceBusMessage("it"), inAnHour());
            hold("cancel", when);

            // when
            assertThrows(RuntimeException.class, () -> sender.cancelScheduledMessage(sequence));
        }

        // then
        assertEquals(new QueueDepth(0, scheduled, 0, 0), broker.depth());
    }

    @ParameterizedTest
    @CsvSource({"before, 1", "after, 0"})
    void settle(String when, int locked) throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("it"));
        try (ServiceBusReceiverClient receiver = TestBroker.client(broker.connectionString())
                .retryOptions(IMPATIENT)
                .receiver()
                .queueName(TestBroker.QUEUE)
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient()) {
            ServiceBusReceivedMessage taken = TestBroker.take(receiver);
            hold("settle", when);

            // when
            assertThrows(RuntimeException.class, () -> receiver.complete(taken));
        }

        // then
        assertEquals(new QueueDepth(0, 0, locked, 0), broker.depth());
    }

    private void hold(String call, String when) throws Exception {
        String unused = broker.admin("POST", "/faults/hold?name=mine&call=" + call + "&when=" + when + "&text=it")
                .toString();
    }

    private ServiceBusSenderClient impatient() {
        return TestBroker.client(broker.connectionString())
                .retryOptions(IMPATIENT)
                .sender()
                .queueName(TestBroker.QUEUE)
                .buildClient();
    }

    private static OffsetDateTime inAnHour() {
        return OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
    }
}

package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with a data directory, stopped and killed. */
class DurabilityTest {
    @TempDir
    private Path data;

    @Test
    void everyStateOutlivesAnOrderlyRestart() throws Exception {
        // given
        long scheduled;
        try (TestBroker broker = TestBroker.on(data)) {
            ServiceBusSenderClient sender = broker.sender();
            ServiceBusReceiverClient receiver = broker.receiver();
            sender.sendMessage(new ServiceBusMessage("done"));
            receiver.complete(TestBroker.take(receiver));
            sender.sendMessage(new ServiceBusMessage("dead"));
            receiver.deadLetter(TestBroker.take(receiver));
            sender.sendMessage(new ServiceBusMessage("failed"));
            receiver.abandon(TestBroker.take(receiver));
            scheduled = sender.scheduleMessage(
                    new ServiceBusMessage("later"),
                    OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
        }

        // when
        try (TestBroker broker = TestBroker.on(data)) {
            // then
            assertEquals(new QueueDepth(1, 1, 0, 1), broker.depth());
            ServiceBusReceivedMessage failed = TestBroker.take(broker.receiver());
            assertEquals("failed", failed.getBody().toString());
            assertEquals(1, failed.getDeliveryCount());
            assertEquals("dead", TestBroker.take(broker.deadLetters()).getBody().toString());
            broker.sender().cancelScheduledMessage(scheduled);
            assertEquals(0, broker.depth().scheduled());
        }
    }

    @Test
    void everyAcknowledgedSendOutlivesAKill() throws Exception {
        // given
        int acknowledged = 40;
        Process first = launch();
        try (ServiceBusSenderClient sender = sender(port(first))) {
            for (int i = 0; i < acknowledged; i++) {
                sender.sendMessage(new ServiceBusMessage("m" + i));
            }

            // when
            first.destroyForcibly().waitFor();
        }

        // then
        Process second = launch();
        try (ServiceBusReceiverClient receiver = TestBroker.client(rule().connectionString(port(second)))
                .receiver()
                .queueName(TestBroker.QUEUE)
                .buildClient()) {
            for (int i = 0; i < acknowledged; i++) {
                ServiceBusReceivedMessage got = TestBroker.take(receiver);
                assertEquals("m" + i, got.getBody().toString());
                receiver.complete(got);
            }
        }

        // and: the end of its stdin is its order to stop
        second.getOutputStream().close();
        assertTrue(second.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, second.exitValue());
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceBusLoopback.class.getName(),
                "--queue",
                TestBroker.QUEUE,
                "--data",
                data.toString(),
                "--exit-on-eof");
        builder.environment().put("MUSTER_SB_KEY_NAME", "child");
        builder.environment().put("MUSTER_SB_KEY", "child-key");
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int port(Process broker) throws IOException {
        JsonNode ready = new ObjectMapper()
                .readTree(broker.inputReader(StandardCharsets.UTF_8).readLine());
        assertTrue(ready.required("ready").booleanValue());
        assertTrue(ready.required("adminPort").intValue() > 0);
        return ready.required("port").intValue();
    }

    private static SasRule rule() {
        return new SasRule("child", "child-key");
    }

    private static ServiceBusSenderClient sender(int port) {
        return TestBroker.client(rule().connectionString(port))
                .sender()
                .queueName(TestBroker.QUEUE)
                .buildClient();
    }
}

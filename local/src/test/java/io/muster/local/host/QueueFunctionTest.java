package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.muster.local.host.sample.Exchange;
import io.muster.local.host.sample.WorkFunctions;
import io.muster.local.servicebus.BrokerSettings;
import io.muster.local.servicebus.LoopbackBroker;
import io.muster.local.servicebus.QueueSettings;
import io.muster.local.servicebus.SasRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue trigger against the loopback broker, with the real client on both ends. */
class QueueFunctionTest {
    private static final String QUEUE = "work";
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final SasRule RULE = new SasRule("local", "a-key-for-tests-only");

    @TempDir
    Path folder;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private LoopbackBroker broker;
    private ServiceBusSenderClient sender;
    private RunningHost host;

    @BeforeEach
    void start() throws Exception {
        Exchange.open(seen, started, gate);
        Map<String, QueueSettings> queues = Map.of(QUEUE, new QueueSettings(LOCK, 3));
        broker = LoopbackBroker.start(new BrokerSettings(0, 0, queues, RULE, Optional.empty()), Clock.systemUTC());
        sender = client().sender().queueName(QUEUE).buildClient();
        HostOptions options =
                new HostOptions(PackagedApp.of(folder, WorkFunctions.class), Role.WORK, 0, OptionalInt.empty(), false);
        Map<String, String> settings =
                Map.of("QUEUE", QUEUE, "ServiceBusConnection", RULE.connectionString(broker.port()));
        host = RunningHost.start(options, settings, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        sender.close();
        broker.close();
    }

    private ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder().connectionString(RULE.connectionString(broker.port()));
    }

    private void send(String body, String id) {
        sender.sendMessage(new ServiceBusMessage(body).setMessageId(id));
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(seen.poll(20, TimeUnit.SECONDS)).orElse("nothing came");
    }

    /** What is left in the queue, locked or not. */
    private List<String> left() {
        try (ServiceBusReceiverClient receiver =
                client().receiver().queueName(QUEUE).buildClient()) {
            return receiver.peekMessages(50, 0).stream()
                    .map(ServiceBusReceivedMessage::getMessageId)
                    .toList();
        }
    }

    @Test
    void aMessageIsGivenToTheFunctionWithItsMetadataAndCompleted() throws Exception {
        // when
        send("{\"a\":1}", "m1");

        // then
        String line = next();
        assertTrue(line.startsWith("Q_Work {\"a\":1} m1 delivery=1 sequence="), line);
        assertTrue(line.endsWith("Z\""), line);
        host.close();
        assertEquals(List.of(), left());
    }

    @Test
    void anExceptionAbandonsAndTheMessageComesAgainAtOnce() throws Exception {
        // when
        send("fail once", "m2");

        // then
        assertTrue(next().contains("m2 delivery=1 "));
        assertTrue(next().contains("m2 delivery=2 "));
        host.close();
        assertEquals(List.of(), left());
    }

    @Test
    void manyMessagesAreEachGivenOnce() throws Exception {
        // when
        IntStream.range(0, 60).forEach(i -> send("n" + i, "n" + i));

        // then
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            ids.add(next().split(" ", -1)[2]);
        }
        assertEquals(60, ids.size());
        host.close();
        assertEquals(List.of(), left());
    }

    @Test
    void aStopLetsAMessageUnderWayFinishAndSettle() throws Exception {
        // given
        send("wait", "w");
        assertTrue(started.await(20, TimeUnit.SECONDS));

        // when
        CompletableFuture<Void> closing = CompletableFuture.runAsync(this::close);
        send("late", "l");
        assertFalse(closing.isDone());
        gate.countDown();
        closing.get(20, TimeUnit.SECONDS);

        // then
        assertFalse(left().contains("w"));
        assertTrue(next().contains(" w "));
        assertEquals(seen.isEmpty(), left().contains("l"), "the late message is either handled or still there");
    }

    private void close() {
        try {
            host.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

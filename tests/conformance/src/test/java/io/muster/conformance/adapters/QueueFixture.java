package io.muster.conformance.adapters;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.muster.azure.servicebus.ServiceBusWork;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import io.muster.local.servicebus.BrokerSettings;
import io.muster.local.servicebus.LoopbackBroker;
import io.muster.local.servicebus.QueueSettings;
import io.muster.local.servicebus.SasRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A loopback broker with one queue, the port's adapter on it, and a receiver to see what came. */
final class QueueFixture implements AutoCloseable {
    static final IdScope SCOPE = new IdScope("0ne000A1B2C");
    private static final String QUEUE = "assignments";
    private static final SasRule RULE = new SasRule("local", "a-key-for-tests-only");

    // The client logs every step of every connection; its failures reach the tests as exceptions.
    private static final Logger CLIENT_LOG = Logger.getLogger("com.azure");

    private final LoopbackBroker broker;
    private final ServiceBusReceiverClient receiver;

    QueueFixture() throws IOException {
        CLIENT_LOG.setLevel(Level.OFF);
        broker = LoopbackBroker.start(
                new BrokerSettings(0, 0, Map.of(QUEUE, QueueSettings.DEFAULT), RULE, Optional.empty()),
                Clock.systemUTC());
        receiver = new ServiceBusClientBuilder()
                .connectionString(RULE.connectionString(broker.port()))
                .receiver()
                .queueName(QUEUE)
                .buildClient();
    }

    ServiceBusWork work() {
        return work(RULE);
    }

    ServiceBusWork work(SasRule rule) {
        String text = rule.connectionString(broker.port());
        return ServiceBusWork.withConnectionString(SCOPE, QUEUE, Secret.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes the next message off the queue, completed; empty when none comes in the time. */
    Optional<ServiceBusReceivedMessage> take(Duration patience) {
        List<ServiceBusReceivedMessage> taken =
                receiver.receiveMessages(1, patience).stream().toList();
        taken.forEach(receiver::complete);
        return taken.stream().findFirst();
    }

    /** Has the next message's delivery fail as often as the queue tries. */
    void failAllDeliveries() {
        for (int i = 0; i < QueueSettings.DEFAULT.maxDeliveryCount(); i++) {
            receiver.receiveMessages(1, Duration.ofSeconds(20)).forEach(receiver::abandon);
        }
    }

    /** Puts a message there that no release of ours would send. */
    void sendUnreadable() {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(RULE.connectionString(broker.port()))
                .sender()
                .queueName(QUEUE)
                .buildClient()) {
            sender.sendMessage(new ServiceBusMessage("no JSON"));
        }
    }

    void admin(String verb) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broker.adminPort() + verb))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new AssertionError(verb + " answered " + status);
        }
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        broker.close();
    }
}

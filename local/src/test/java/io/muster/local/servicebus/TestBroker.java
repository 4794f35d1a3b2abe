package io.muster.local.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A broker of this JVM with one queue, and real clients for it that close with it. */
final class TestBroker implements AutoCloseable {
    static final String QUEUE = "assign";
    static final Duration LONG_LOCK = Duration.ofSeconds(60);
    static final Duration SHORT_LOCK = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SasRule RULE = new SasRule("local", "a-key-for-tests-only");

    // The client logs every step of every connection; its own failures reach the tests as exceptions.
    private static final Logger CLIENT_LOG = Logger.getLogger("com.azure");

    private final LoopbackBroker broker;
    private final Deque<AutoCloseable> clients = new ArrayDeque<>();

    private TestBroker(LoopbackBroker broker) {
        CLIENT_LOG.setLevel(Level.OFF);
        this.broker = broker;
    }

    static TestBroker inMemory() throws IOException {
        return start(LONG_LOCK, Optional.empty());
    }

    static TestBroker withShortLocks() throws IOException {
        return start(SHORT_LOCK, Optional.empty());
    }

    static TestBroker on(Path data) throws IOException {
        return start(LONG_LOCK, Optional.of(data));
    }

    private static TestBroker start(Duration lock, Optional<Path> data) throws IOException {
        Map<String, QueueSettings> queues = Map.of(QUEUE, new QueueSettings(lock, 3));
        return new TestBroker(LoopbackBroker.start(new BrokerSettings(0, 0, queues, RULE, data), Clock.systemUTC()));
    }

    int port() {
        return broker.port();
    }

    String connectionString() {
        return RULE.connectionString(port());
    }

    ServiceBusClientBuilder client() {
        return client(connectionString());
    }

    static ServiceBusClientBuilder client(String connectionString) {
        return new ServiceBusClientBuilder()
                .connectionString(connectionString)
                .retryOptions(new AmqpRetryOptions()
                        .setTryTimeout(PATIENCE)
                        .setMaxRetries(3)
                        .setDelay(Duration.ofMillis(100)));
    }

    ServiceBusSenderClient sender() {
        return closing(client().sender().queueName(QUEUE).buildClient());
    }

    ServiceBusReceiverClient receiver() {
        return receiver(ServiceBusReceiveMode.PEEK_LOCK);
    }

    ServiceBusReceiverClient receiver(ServiceBusReceiveMode mode) {
        return closing(client().receiver()
                .queueName(QUEUE)
                .receiveMode(mode)
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    ServiceBusReceiverClient deadLetters() {
        return closing(client().receiver()
                .queueName(QUEUE)
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    static ServiceBusReceivedMessage take(ServiceBusReceiverClient receiver) {
        List<ServiceBusReceivedMessage> taken =
                receiver.receiveMessages(1, PATIENCE).stream().toList();
        if (taken.isEmpty()) {
            throw new AssertionError("No message came");
        }
        return taken.get(0);
    }

    /** The queue's depths as the admin side tells them. */
    QueueDepth depth() throws IOException, InterruptedException {
        JsonNode depth = admin("GET", "/queues").path("queues").path(QUEUE);
        return new QueueDepth(
                depth.required("active").intValue(),
                depth.required("scheduled").intValue(),
                depth.required("locked").intValue(),
                depth.required("dead").intValue());
    }

    JsonNode admin(String method, String verb) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broker.adminPort() + verb))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(verb + " answered " + response.statusCode() + " " + response.body());
        }
        return new ObjectMapper().readTree(response.body());
    }

    private <T extends AutoCloseable> T closing(T client) {
        clients.push(client);
        return client;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        broker.close();
    }
}

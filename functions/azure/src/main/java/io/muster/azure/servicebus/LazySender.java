package io.muster.azure.servicebus;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queue's sender, made at first use, that gives up after a few seconds: a caller's device is waiting. */
final class LazySender implements AutoCloseable {
    /** Three tries with two pauses: the whole call is over after some 13 s. */
    static final Duration TRY_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int RETRIES = 2;

    private final String queue;
    private final Supplier<ServiceBusClientBuilder> connection;
    private final Duration tryTimeout;
    private @Nullable ServiceBusSenderClient client;

    LazySender(String queue, Supplier<ServiceBusClientBuilder> connection, Duration tryTimeout) {
        this.queue = queue;
        this.tryTimeout = tryTimeout;
        this.connection = connection;
    }

    synchronized ServiceBusSenderClient client() {
        if (client == null) {
            client = connection
                    .get()
                    .retryOptions(new AmqpRetryOptions()
                            .setMode(AmqpRetryMode.FIXED)
                            .setTryTimeout(tryTimeout)
                            .setDelay(PAUSE)
                            .setMaxRetries(RETRIES))
                    .sender()
                    .queueName(queue)
                    .buildClient();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}

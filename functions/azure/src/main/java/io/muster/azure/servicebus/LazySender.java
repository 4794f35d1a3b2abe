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
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int RETRIES = 2;

    private final String queue;
    private final Supplier<ServiceBusClientBuilder> connection;
    private @Nullable ServiceBusSenderClient client;

    LazySender(String queue, Supplier<ServiceBusClientBuilder> connection) {
        this.queue = queue;
        this.connection = connection;
    }

    synchronized ServiceBusSenderClient client() {
        if (client == null) {
            client = connection
                    .get()
                    .retryOptions(new AmqpRetryOptions()
                            .setMode(AmqpRetryMode.FIXED)
                            .setTryTimeout(TRY_TIMEOUT)
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

package io.muster.azure.servicebus;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import io.muster.core.problem.Problem;
import io.muster.core.registration.DeadLetters;
import io.muster.core.registration.PendingWork.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The queue's dead-letter queue; connected for each call, since operators ask seldom. */
public final class ServiceBusDeadLetters implements DeadLetters {
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final String queue;
    private final Supplier<ServiceBusClientBuilder> connection;
    private final Consumer<ServiceBusMessage> sender;

    ServiceBusDeadLetters(
            String queue, Supplier<ServiceBusClientBuilder> connection, Consumer<ServiceBusMessage> sender) {
        this.queue = queue;
        this.connection = connection;
        this.sender = sender;
    }

    @Override
    public List<DeadLetter> peek(int most) {
        return call(receiver -> receiver.peekMessages(most).stream()
                .map(ServiceBusDeadLetters::letter)
                .toList());
    }

    @Override
    public int redrive(int most) {
        return call(receiver -> {
            int sent = 0;
            for (ServiceBusReceivedMessage message : receiver.receiveMessages(most, WAIT)) {
                if (readable(message)) {
                    // First there, then gone from here: a crash between leaves one message too many.
                    sender.accept(new ServiceBusMessage(message));
                    receiver.complete(message);
                    sent++;
                } else {
                    receiver.abandon(message);
                }
            }
            return sent;
        });
    }

    private <T> T call(Function<ServiceBusReceiverClient, T> request) {
        try (ServiceBusReceiverClient receiver = connection
                .get()
                .receiver()
                .queueName(queue)
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .buildClient()) {
            return request.apply(receiver);
        } catch (ServiceBusException | AmqpException | IllegalStateException e) {
            throw Problem.unavailable("service bus: the dead letters of queue " + queue + " cannot be read", e);
        }
    }

    private static DeadLetter letter(ServiceBusReceivedMessage message) {
        return new DeadLetter(
                message.getSequenceNumber(),
                message.getEnqueuedTime().toInstant(),
                Optional.ofNullable(message.getDeadLetterReason()).orElse(""),
                Optional.ofNullable(message.getDeadLetterErrorDescription()).orElse(""),
                item(message));
    }

    /** What it is about; empty for a message that is about no registration, or poison of its own. */
    private static Optional<Item> item(ServiceBusReceivedMessage message) {
        try {
            return Optional.of(WorkMessage.parse(body(message)).item());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Poison stays where operators see it. */
    private static boolean readable(ServiceBusReceivedMessage message) {
        try {
            String body = body(message);
            return OrderMessage.isOne(body)
                    ? OrderMessage.parse(body).order().attempt() >= 0
                    : WorkMessage.parse(body).item().attempt() >= 0;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String body(ServiceBusReceivedMessage message) {
        return new String(message.getBody().toBytes(), StandardCharsets.UTF_8);
    }
}

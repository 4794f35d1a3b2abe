package io.muster.azure.servicebus;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.credential.TokenCredential;
import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.muster.core.deprovision.Order;
import io.muster.core.deprovision.Orders;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.registration.DeadLetters;
import io.muster.core.registration.PendingWork;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Supplier;

/** Pending work and orders on a Service Bus queue; one sender for the process, connected at first use, safe for all threads. */
public final class ServiceBusWork implements PendingWork, Orders, AutoCloseable {
    private static final String REGISTRATION = "registration";
    private static final String DEPROVISIONING = "deprovisioning";

    private final IdScope idScope;
    private final String queue;
    private final LazySender sender;
    private final Supplier<ServiceBusClientBuilder> connection;
    private final Traces traces;

    private ServiceBusWork(
            IdScope idScope,
            String queue,
            Supplier<ServiceBusClientBuilder> connection,
            LazySender sender,
            Traces traces) {
        this.idScope = idScope;
        this.queue = queue;
        this.connection = connection;
        this.sender = sender;
        this.traces = traces;
    }

    private static ServiceBusWork over(
            IdScope idScope, String queue, Supplier<ServiceBusClientBuilder> connection, Duration tryTimeout) {
        LazySender sender = new LazySender(queue, connection, tryTimeout);
        return new ServiceBusWork(idScope, queue, connection, sender, Traces.NONE);
    }

    /** The same over the same connection, its messages parts of their traces. */
    public ServiceBusWork traced(Traces by) {
        return new ServiceBusWork(idScope, queue, connection, sender, by);
    }

    /**
     * With the identity of this service.
     *
     * @param namespace fully qualified: {@code name.servicebus.windows.net}
     * @param credential asked for at first use
     */
    public static ServiceBusWork withIdentity(
            IdScope idScope, String queue, String namespace, Supplier<TokenCredential> credential) {
        Supplier<ServiceBusClientBuilder> connection =
                () -> new ServiceBusClientBuilder().credential(namespace, credential.get());
        return over(idScope, queue, connection, LazySender.TRY_TIMEOUT);
    }

    /** With a connection string, its text in UTF-8. */
    public static ServiceBusWork withConnectionString(IdScope idScope, String queue, Secret connectionString) {
        return withConnectionString(idScope, queue, connectionString, LazySender.TRY_TIMEOUT);
    }

    static ServiceBusWork withConnectionString(
            IdScope idScope, String queue, Secret connectionString, Duration tryTimeout) {
        Supplier<ServiceBusClientBuilder> connection = () -> new ServiceBusClientBuilder()
                .connectionString(new String(connectionString.reveal(), StandardCharsets.UTF_8));
        return over(idScope, queue, connection, tryTimeout);
    }

    /** What became of messages that nobody could handle. */
    public DeadLetters deadLetters() {
        return new ServiceBusDeadLetters(queue, connection, this::send);
    }

    @Override
    public void send(Item item) {
        boolean unused = deliver(REGISTRATION, () -> message(item), message -> send(message));
    }

    @Override
    public Ticket schedule(Item item, Instant at) {
        return new Ticket(deliver(REGISTRATION, () -> message(item), message -> schedule(message, at)));
    }

    @Override
    public void cancel(Ticket ticket) {
        call("cancel", client -> {
            try {
                client.cancelScheduledMessage(ticket.sequenceNumber());
                return true;
            } catch (ServiceBusException e) {
                if (!ServiceBusFailureReason.MESSAGE_NOT_FOUND.equals(e.getReason())) {
                    throw e;
                }
                return false; // Delivered already, which does no harm.
            }
        });
    }

    @Override
    public void send(Order order) {
        boolean unused = deliver(DEPROVISIONING, () -> message(order), message -> send(message));
    }

    @Override
    public void schedule(Order order, Instant at) {
        long unused = deliver(DEPROVISIONING, () -> message(order), message -> schedule(message, at));
    }

    /** @param made within the part, so that the message names it as its sender */
    private <T> T deliver(String what, Supplier<ServiceBusMessage> made, Function<ServiceBusMessage, T> delivery) {
        try (Part part = traces.begin(Kind.SEND, "send " + what)) {
            ServiceBusMessage message = made.get();
            part.note("messaging.system", "servicebus");
            part.note("messaging.destination.name", queue);
            part.note("messaging.message.id", message.getMessageId());
            try {
                return delivery.apply(message);
            } catch (Problem failed) {
                part.failed(failed.kind().name());
                throw failed;
            }
        }
    }

    ServiceBusMessage message(Order order) {
        OrderMessage message = new OrderMessage(idScope, order, traces.current());
        return new ServiceBusMessage(BinaryData.fromString(message.body()))
                .setMessageId(message.messageId())
                .setContentType(MessageJson.CONTENT_TYPE);
    }

    ServiceBusMessage message(Item item) {
        WorkMessage work = new WorkMessage(idScope, item, traces.current());
        return new ServiceBusMessage(BinaryData.fromString(work.body()))
                .setMessageId(work.messageId())
                .setContentType(MessageJson.CONTENT_TYPE);
    }

    private boolean send(ServiceBusMessage message) {
        return call("send", client -> {
            client.sendMessage(message);
            return true;
        });
    }

    private long schedule(ServiceBusMessage message, Instant at) {
        return call("schedule", client -> client.scheduleMessage(message, at.atOffset(ZoneOffset.UTC)));
    }

    private <T> T call(String what, Function<ServiceBusSenderClient, T> request) {
        try {
            return request.apply(sender.client());
        } catch (ServiceBusException e) {
            throw Problem.unavailable("service bus: " + what + " to queue " + queue + " failed: " + e.getReason(), e);
        } catch (AmqpException | IllegalStateException e) {
            // IllegalStateException: the client's own wait ended before the broker answered.
            throw Problem.unavailable("service bus: " + what + " to queue " + queue + " got no answer", e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}

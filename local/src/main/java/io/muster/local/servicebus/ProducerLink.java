package io.muster.local.servicebus;

import io.muster.local.servicebus.Holds.Call;
import io.muster.local.servicebus.Holds.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** A client that sends to a queue. */
final class ProducerLink implements LinkHandler {
    /** What the standard tier allows, batches included. */
    static final int LARGEST_MESSAGE = 256 * 1024;

    private final Receiver link;
    private final MessageQueue queue;
    private final SendFaults faults;
    private final Turns turns;

    ProducerLink(Receiver link, MessageQueue queue, SendFaults faults, Turns turns) {
        this.link = link;
        this.queue = queue;
        this.faults = faults;
        this.turns = turns;
        link.setMaxMessageSize(UnsignedLong.valueOf(LARGEST_MESSAGE));
    }

    @Override
    public void delivery(Delivery delivery) {
        Optional<Binary> received = Transfers.take(link, delivery, 2 * LARGEST_MESSAGE);
        received.ifPresent(encoded -> {
            Duration delay = faults.delay();
            if (delay.isZero()) {
                finish(delivery, encoded);
            } else {
                turns.later(delay, () -> finish(delivery, encoded));
            }
        });
    }

    private void finish(Delivery delivery, Binary encoded) {
        if (link.getLocalState() != EndpointState.ACTIVE) {
            return; // the client went while its send was held back: it was never taken
        }
        When held = faults.holds().meet(Call.SEND, encoded);
        if (held == When.BEFORE) {
            return;
        }
        DeliveryState answer = answer(delivery.getMessageFormat(), encoded);
        if (held == When.NEVER) {
            delivery.disposition(answer);
            delivery.settle();
        }
    }

    private DeliveryState answer(int format, Binary encoded) {
        Optional<AmqpError> refusal = faults.next();
        if (refusal.isPresent()) {
            return refusal.get().toRejected();
        }
        if (encoded.getLength() > LARGEST_MESSAGE) {
            return AmqpError.TOO_LARGE.toRejected();
        }
        try {
            List<Binary> each = format == MessageBatch.FORMAT ? MessageBatch.split(encoded) : List.of(encoded);
            each.stream().map(AmqpMessages::decode).toList().forEach(this::enqueue);
            return Accepted.getInstance();
        } catch (IllegalArgumentException e) {
            return AmqpError.invalid("The message cannot be decoded.").toRejected();
        }
    }

    private void enqueue(Message message) {
        // encoded anew: what this broker can decode but not encode must be refused here, not fail at each delivery
        queue.enqueue(
                AmqpMessages.encode(message), AmqpMessages.scheduledFor(message).orElse(Instant.EPOCH));
    }
}

package io.muster.local.servicebus;

import io.muster.local.servicebus.Holds.Call;
import io.muster.local.servicebus.Holds.When;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;

/**
 * A client that receives from a queue. When the link goes, its locks stay until they end, as in the real service: a
 * client that comes back may still settle them, one that was killed sets them free by their time.
 */
final class ConsumerLink implements LinkHandler {
    private final Sender link;
    private final QueueNode node;
    private final Holds holds;
    private final boolean peekLock;

    ConsumerLink(Sender link, QueueNode node, Holds holds) {
        this.link = link;
        this.node = node;
        this.holds = holds;
        this.peekLock = link.getRemoteSenderSettleMode() != SenderSettleMode.SETTLED;
    }

    /** Sends the queue's next message if there is one and the client has given credit for it. */
    boolean deliverNext() {
        if (link.getLocalState() != EndpointState.ACTIVE || link.getCredit() <= 0) {
            return false;
        }
        return peekLock ? deliverLocked() : deliverForGood();
    }

    /** Tells a client that drains its credit that there is nothing more for it. */
    void finishDrain() {
        if (link.getDrain() && link.getCredit() > 0) {
            link.drained();
        }
    }

    @Override
    public void delivery(Delivery delivery) {
        if (delivery.isSettled()) {
            return;
        }
        DeliveryState state = delivery.getRemoteState();
        if (delivery.getContext() instanceof UUID token && state != null) {
            When held = node.queue()
                    .content(token)
                    .map(content -> holds.meet(Call.SETTLE, content))
                    .orElse(When.NEVER);
            if (held == When.BEFORE) {
                return;
            }
            DeliveryState answer = settle(token, state);
            if (held == When.NEVER) {
                delivery.disposition(answer);
                delivery.settle();
            }
        } else if (delivery.remotelySettled()) {
            delivery.settle();
        }
    }

    @Override
    public void closed() {
        node.detach(this);
    }

    private boolean deliverLocked() {
        Optional<MessageLock> next = node.queue().lockNext();
        next.ifPresent(lock -> send(lock.token(), AmqpMessages.forReceiver(lock.message(), Optional.of(lock.until())))
                .setContext(lock.token()));
        return next.isPresent();
    }

    private boolean deliverForGood() {
        Optional<StoredMessage> next = node.queue().takeNext();
        next.ifPresent(message -> send(UUID.randomUUID(), AmqpMessages.forReceiver(message, Optional.empty()))
                .settle());
        return next.isPresent();
    }

    private Delivery send(UUID token, Binary encoded) {
        Delivery delivery = link.delivery(LockTokens.tag(token));
        link.send(encoded.getArray(), encoded.getArrayOffset(), encoded.getLength());
        link.advance();
        return delivery;
    }

    private DeliveryState settle(UUID token, DeliveryState wanted) {
        Optional<Outcome> outcome = Outcomes.of(wanted);
        if (outcome.isEmpty()) {
            return AmqpError.notImplemented("deferral").toRejected();
        }
        return node.queue().settle(token, outcome.get()) ? wanted : AmqpError.LOCK_LOST.toRejected();
    }
}

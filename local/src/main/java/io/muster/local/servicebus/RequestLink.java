package io.muster.local.servicebus;

import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** The link on which a client sends requests to a node; replies leave on the link that the request names. */
final class RequestLink implements LinkHandler {
    private final Receiver link;
    private final EntityPath address;
    private final RequestNode node;
    private final ReplyLinks replies;

    RequestLink(Receiver link, EntityPath address, RequestNode node, ReplyLinks replies) {
        this.link = link;
        this.address = address;
        this.node = node;
        this.replies = replies;
    }

    @Override
    public void delivery(Delivery delivery) {
        Optional<Binary> received = Transfers.take(link, delivery, 2 * ProducerLink.LARGEST_MESSAGE);
        received.ifPresent(encoded -> {
            Message request = AmqpMessages.decode(encoded);
            delivery.disposition(Accepted.getInstance());
            delivery.settle();
            answer(request).ifPresent(reply -> {
                reply.setCorrelationId(request.getMessageId());
                replies.send(address, String.valueOf(request.getReplyTo()), AmqpMessages.encode(reply));
            });
        });
    }

    private Optional<Message> answer(Message request) {
        try {
            return node.answer(request);
        } catch (RefusedException e) {
            return Optional.of(Replies.of(e.error()));
        }
    }
}

package io.muster.local.servicebus;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;

/** The links of one connection on which its replies leave, found by node and reply address. */
final class ReplyLinks {
    private static final Logger LOG = Logger.getLogger(ReplyLinks.class.getName());

    private final Map<Key, Sender> links = new HashMap<>();
    private long sent;

    private record Key(EntityPath node, String replyTo) {}

    void add(EntityPath node, String replyTo, Sender link) {
        links.put(new Key(node, replyTo), link);
    }

    /** What to do at the broker's end of such a link: forget it when it goes. */
    LinkHandler handler(EntityPath node, String replyTo) {
        return new LinkHandler() {
            @Override
            public void delivery(Delivery delivery) {
                delivery.settle();
            }

            @Override
            public void closed() {
                links.remove(new Key(node, replyTo));
            }
        };
    }

    void send(EntityPath node, String replyTo, Binary reply) {
        Sender link = links.get(new Key(node, replyTo));
        if (link == null) {
            LOG.fine("A request named a reply address without a link; its reply is dropped");
            return;
        }
        Delivery delivery =
                link.delivery(ByteBuffer.allocate(Long.BYTES).putLong(++sent).array());
        link.send(reply.getArray(), reply.getArrayOffset(), reply.getLength());
        link.advance();
        delivery.settle();
    }
}

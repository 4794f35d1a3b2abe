package io.muster.local.servicebus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.EnumSet;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/** One client's connection: bytes in, proton's events to the links, bytes out. */
final class AmqpConnection {
    private static final Logger LOG = Logger.getLogger(AmqpConnection.class.getName());
    private static final EnumSet<EndpointState> ANY = EnumSet.allOf(EndpointState.class);
    private static final int MAX_FRAME = 64 * 1024;
    private static final int IDLE_TIMEOUT_MILLIS = 60_000;
    private static final int SESSION_CAPACITY = 16 * 1024 * 1024;

    private final NetSocket socket;
    private final LinkAttachment attachment;
    private final Transport transport = Proton.transport();
    private final Connection connection = Proton.connection();
    private final Collector events = Proton.collector();

    AmqpConnection(NetSocket socket, LinkAttachment attachment) {
        this.socket = socket;
        this.attachment = attachment;
        transport.setMaxFrameSize(MAX_FRAME);
        AnonymousSasl.offer(transport);
        transport.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        connection.collect(events);
        transport.bind(connection);
    }

    /** Takes in what the client sent; what AMQP does not allow ends this connection and no other. */
    void received(Buffer bytes) {
        int taken = 0;
        int room = Math.min(transport.capacity(), bytes.length());
        while (room > 0 && parsed(bytes.getBytes(taken, taken + room)) && dispatched()) {
            taken += room;
            room = Math.min(transport.capacity(), bytes.length() - taken);
        }
    }

    // Malformed input makes proton-j throw what its decoders happen to meet; it has no type of its own for that.
    private boolean parsed(byte[] bytes) {
        try {
            transport.tail().put(bytes);
            transport.process();
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A client broke the protocol; its connection is cut", e);
            drop();
            return false;
        }
    }

    private boolean dispatched() {
        try {
            for (Event event = events.peek(); event != null; event = events.peek()) {
                handle(event);
                events.pop();
            }
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A client's frame could not be handled; its connection is cut", e);
            drop();
            return false;
        }
    }

    void flush() {
        int pending = transport.pending();
        while (pending > 0) {
            byte[] bytes = new byte[pending];
            transport.head().get(bytes);
            transport.pop(pending);
            socket.write(Buffer.buffer(bytes));
            pending = transport.pending();
        }
        if (pending == Transport.END_OF_STREAM) {
            socket.close();
        }
    }

    /** Sends the heartbeats that are due, and gives up on a client that has sent none. */
    void tick(long nowMillis) {
        transport.tick(nowMillis);
    }

    void drop() {
        socket.close();
    }

    void closed() {
        endLinks(link -> true);
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                connection.setContainer("muster-loopback-servicebus");
                connection.open();
            }
            case CONNECTION_REMOTE_CLOSE -> connection.close();
            case SESSION_REMOTE_OPEN -> {
                event.getSession().setIncomingCapacity(SESSION_CAPACITY);
                event.getSession().open();
            }
            case SESSION_REMOTE_CLOSE -> close(event.getSession());
            case LINK_REMOTE_OPEN -> attachment.attach(event.getLink());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> close(event.getLink());
            case DELIVERY -> deliver(event.getDelivery());
            default -> {
                // credit and the rest need no answer of their own: every turn hands out what can be handed out
            }
        }
    }

    private static void deliver(Delivery delivery) {
        if (delivery.getLink() != null && delivery.getLink().getContext() instanceof LinkHandler handler) {
            handler.delivery(delivery);
        }
    }

    private void close(Session session) {
        endLinks(link -> link.getSession().equals(session));
        session.close();
    }

    private static void close(Link link) {
        ended(link);
        link.close();
        // Freeing a link settles what is open on it without an outcome, which the client would take for an answer.
        if (link.getUnsettled() == 0) {
            link.free();
        }
    }

    private static void ended(Link link) {
        if (link.getContext() instanceof LinkHandler handler) {
            handler.closed();
        }
    }

    private void endLinks(Predicate<Link> chosen) {
        for (Link link = connection.linkHead(ANY, ANY); link != null; link = link.next(ANY, ANY)) {
            if (chosen.test(link)) {
                ended(link);
            }
        }
    }
}

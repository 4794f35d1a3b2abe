package io.muster.gateway.amqp;

import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** proton-j's engine for one connection: bytes in, events to its links, bytes out. */
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final String CONTAINER = "muster";

    private final Transport transport = Proton.transport();
    private final Connection connection = Proton.connection();
    private final Collector collector = Proton.collector();
    private final DeviceLinks links;
    private boolean dispatching;
    private boolean broken;
    private boolean over;

    Engine(Duration silence, DeviceLinks links) {
        this.links = links;
        connection.collect(collector);
        connection.setContainer(CONTAINER);
        transport.setMaxFrameSize(AmqpLimits.FRAME);
        transport.setChannelMax(AmqpLimits.SESSIONS - 1);
        transport.setIdleTimeout(Math.toIntExact(silence.toMillis()));
        transport.bind(connection);
    }

    Connection connection() {
        return connection;
    }

    /** Takes a whole header or frame. */
    void input(byte[] bytes) throws MalformedFrameException {
        try {
            int taken = 0;
            while (taken < bytes.length) {
                int room = Math.min(transport.capacity(), bytes.length - taken);
                if (room <= 0) {
                    return; // the transport has closed its ear
                }
                ByteBuffer tail = transport.tail();
                tail.put(bytes, taken, room);
                transport.process();
                taken += room;
            }
        } catch (TransportException e) {
            throw new MalformedFrameException("The frame breaks the protocol");
        } catch (RuntimeException e) {
            // The engine meets what it does not expect of a peer with all kinds of unchecked exceptions.
            throw new MalformedFrameException("The frame is not due, or not what its place asks for");
        }
    }

    /** Lets the links follow what the client did. */
    void dispatch() {
        if (dispatching) {
            return; // an answer that was there at once: the round that is running will come to what it has caused
        }
        dispatching = true;
        try {
            for (Event event = collector.peek(); event != null; event = collector.peek()) {
                links.on(event, this);
                collector.pop();
            }
        } finally {
            dispatching = false;
        }
    }

    /** The next bytes to send; empty when there are none at present. */
    Buffer output() {
        try {
            int pending = broken ? 0 : transport.pending();
            if (pending <= 0) {
                over |= pending < 0;
                return Buffer.buffer();
            }
            byte[] bytes = new byte[pending];
            transport.head().get(bytes);
            transport.pop(pending);
            return Buffer.buffer(bytes);
        } catch (RuntimeException e) {
            // A client has led the engine where it does not know on; what it keeps is of this one connection.
            LOG.warn("The engine of a connection broke: {}", e.toString());
            broken = true;
            return Buffer.buffer();
        }
    }

    /** Whether everything is said, on our side. */
    boolean isFinished() {
        return broken || over || connection.getLocalState() == EndpointState.CLOSED;
    }

    /** Sends what is due with time, and closes a connection that has fallen silent. */
    void tick(long millis) {
        if (!broken) {
            long unused = transport.tick(millis);
        }
    }

    /** Says goodbye with a reason. */
    void close(String condition, String description) {
        if (connection.getLocalState() == EndpointState.CLOSED) {
            return;
        }
        connection.open();
        connection.setCondition(new ErrorCondition(Symbol.valueOf(condition), description));
        connection.close();
    }
}

package io.muster.local.servicebus;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one loop on which everything happens, in turns: work, hand out messages, journal, and only then let bytes out. A
 * journal that cannot be written stops the broker, since what it has in memory can no longer be promised.
 */
final class BrokerLoop implements Turns {
    private static final Logger LOG = Logger.getLogger(BrokerLoop.class.getName());
    private static final Duration TICK = Duration.ofMillis(50);

    private final Vertx vertx;
    private final QueueNodes nodes;
    private final Journal journal;
    private final SasRule rule;
    private final SendFaults faults;
    private final Clock clock;
    private final Set<AmqpConnection> connections = new LinkedHashSet<>();
    private boolean stopped;

    BrokerLoop(Vertx vertx, QueueNodes nodes, Journal journal, SasRule rule, SendFaults faults, Clock clock) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.journal = journal;
        this.rule = rule;
        this.faults = faults;
        this.clock = clock;
    }

    void start() {
        vertx.setPeriodic(TICK.toMillis(), id -> turn(this::tick));
    }

    void accept(NetSocket socket) {
        if (stopped) {
            socket.close();
            return;
        }
        Grants grants = new Grants(clock);
        RequestNode cbs = new CbsNode(rule, clock, grants);
        AmqpConnection connection = new AmqpConnection(socket, new LinkAttachment(nodes, grants, cbs, faults, this));
        connections.add(connection);
        socket.handler(bytes -> turn(() -> connection.received(bytes)));
        socket.exceptionHandler(e -> LOG.log(Level.FINE, "A client's connection broke", e));
        socket.closeHandler(end -> turn(() -> {
            connections.remove(connection);
            connection.closed();
        }));
    }

    @Override
    public void later(Duration delay, Runnable work) {
        vertx.setTimer(delay.toMillis(), id -> turn(work));
    }

    /** Cuts every connection without a word, as a failing broker does; says how many there were. */
    int dropConnections() {
        List<AmqpConnection> all = List.copyOf(connections);
        all.forEach(AmqpConnection::drop);
        return all.size();
    }

    void stop() {
        stopped = true;
        dropConnections();
    }

    private void tick() {
        nodes.all().forEach(node -> node.queue().elapse());
        connections.forEach(connection -> connection.tick(clock.millis()));
    }

    private void turn(Runnable work) {
        if (stopped) {
            return;
        }
        work.run();
        nodes.all().forEach(QueueNode::pump);
        try {
            journal.commit(nodes::state);
        } catch (UncheckedIOException e) {
            LOG.log(Level.SEVERE, "The broker stops: what clients send can no longer be kept", e);
            stop();
            return;
        }
        List.copyOf(connections).forEach(AmqpConnection::flush);
    }
}

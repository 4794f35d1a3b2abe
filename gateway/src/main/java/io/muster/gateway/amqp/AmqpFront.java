package io.muster.gateway.amqp;

import io.muster.gateway.amqp.sasl.SaslCodec;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.DeviceSocket;
import io.muster.gateway.socket.SocketService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** AMQP on one event loop: takes connections, over TLS and over WebSockets, and ends those that are late. */
public final class AmqpFront implements SocketService {
    /** How often late connections are looked for; deadlines are kept to within this. */
    private static final long SWEEP_MILLIS = 250;

    private final Registrations registrations;
    private final AmqpLimits limits;
    private final Clock clock;
    private final SaslCodec saslCodec = new SaslCodec();
    private final Set<AmqpConnection> open = new HashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean draining;

    public AmqpFront(Vertx vertx, Registrations registrations, AmqpLimits limits, Clock clock) {
        this.registrations = registrations;
        this.limits = limits;
        this.clock = clock;
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    }

    @Override
    public void opened(DeviceSocket socket) {
        AmqpConnection connection = new AmqpConnection(this, socket);
        open.add(connection);
        socket.onClosed(() -> {
            connection.gone();
            open.remove(connection);
            endIfDrained();
        });
        socket.onDrained(connection::drained);
        socket.onBytes(connection::received);
        if (draining) {
            connection.drain();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (AmqpConnection connection : List.copyOf(open)) {
            if (connection.isLate(now)) {
                connection.closeLate();
            } else {
                connection.tick(now);
            }
        }
    }

    @Override
    public Future<Void> drain() {
        draining = true;
        List.copyOf(open).forEach(AmqpConnection::drain);
        endIfDrained();
        return empty.future();
    }

    private void endIfDrained() {
        if (draining && open.isEmpty()) {
            empty.tryComplete();
        }
    }

    boolean isDraining() {
        return draining;
    }

    Registrations registrations() {
        return registrations;
    }

    AmqpLimits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    SaslCodec saslCodec() {
        return saslCodec;
    }
}

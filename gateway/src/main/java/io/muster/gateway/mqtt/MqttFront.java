package io.muster.gateway.mqtt;

import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.DeviceSocket;
import io.muster.gateway.socket.SocketService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** MQTT on one event loop: its conversations, and the watch over those that are late. */
public final class MqttFront implements SocketService {
    /** How often late clients are looked for; deadlines are kept to within this. */
    private static final long SWEEP_MILLIS = 250;

    private final Registrations registrations;
    private final MqttLimits limits;
    private final Set<Conversation> open = new HashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean draining;

    /** Call it on the event loop that the connections will be on. */
    public MqttFront(Vertx vertx, Registrations registrations, MqttLimits limits) {
        this.registrations = registrations;
        this.limits = limits;
        vertx.setPeriodic(SWEEP_MILLIS, tick -> cutLate());
    }

    @Override
    public void opened(DeviceSocket socket) {
        Conversation conversation = new Conversation(socket, registrations, limits);
        open.add(conversation);
        conversation.begin(() -> {
            open.remove(conversation);
            endIfDrained();
        });
        if (draining) {
            conversation.drain();
        }
    }

    @Override
    public Future<Void> drain() {
        draining = true;
        List.copyOf(open).forEach(Conversation::drain);
        endIfDrained();
        return empty.future();
    }

    private void cutLate() {
        long now = System.nanoTime();
        List.copyOf(open).forEach(conversation -> conversation.cutIfLate(now));
    }

    private void endIfDrained() {
        if (draining && open.isEmpty()) {
            empty.tryComplete();
        }
    }
}

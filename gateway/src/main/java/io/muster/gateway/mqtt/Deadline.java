package io.muster.gateway.mqtt;

import java.time.Duration;

/** By when a client must have done what it is to do next; in nanoseconds of {@link System#nanoTime}. */
final class Deadline {
    private enum Waiting {
        FOR_CONNECT,
        FOR_REST_OF_PACKET,
        FOR_PACKET,
        FOR_READER,
        FOR_US,
        FOR_END
    }

    private final MqttLimits limits;
    private Waiting waiting = Waiting.FOR_CONNECT;
    private Duration silence;
    private long at;

    Deadline(MqttLimits limits, long now) {
        this.limits = limits;
        this.silence = limits.silence();
        this.at = now + limits.receive().toNanos();
    }

    /** One and a half times what the client promised (MQTT 3.1.1, 3.1.2.10), within what we bear. */
    void keepAlive(int seconds) {
        Duration promised = Duration.ofMillis(seconds * 1_500L);
        if (seconds > 0 && promised.compareTo(limits.silence()) < 0) {
            silence = promised;
        }
    }

    /** A packet that has begun must end in time, however steadily its bytes drip. */
    void restOfPacket() {
        if (waiting != Waiting.FOR_CONNECT) {
            enter(Waiting.FOR_REST_OF_PACKET, limits.receive());
        }
    }

    /** Nothing has begun; another call starts the time anew. */
    void packet() {
        waiting = Waiting.FOR_PACKET;
        at = System.nanoTime() + silence.toNanos();
    }

    void reader() {
        enter(Waiting.FOR_READER, limits.receive());
    }

    /** A call is on its way; how long it may take is the upstream's to bound. */
    void us() {
        waiting = Waiting.FOR_US;
    }

    void end() {
        enter(Waiting.FOR_END, limits.receive());
    }

    boolean isOver(long now) {
        return waiting != Waiting.FOR_US && now - at > 0;
    }

    private void enter(Waiting next, Duration time) {
        if (waiting != next) {
            waiting = next;
            at = System.nanoTime() + time.toNanos();
        }
    }
}

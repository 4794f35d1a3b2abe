package io.muster.gateway;

import java.time.Duration;

/** What the gateway bears: sizes in bytes, counts of connections, times. */
public record Limits(
        int bodyBytes,
        int headerBytes,
        int connections,
        int connectionsPerClient,
        Duration receive,
        Duration idle,
        Duration connect,
        Duration upstream,
        Duration probe,
        Duration drain,
        Duration hold,
        Messages messages) {
    /**
     * What a connection of MQTT bears: packets at once and a second on end, and the longest pause between two.
     * A device needs about ten packets to register; Java's promises one every 230 s.
     */
    public record Messages(int burst, int perSecond, Duration silence) {}

    /**
     * How long the answer to a register over MQTT may wait for the assignment's end. Node's and Python's clients wait 30 s for
     * an answer and Java's tries for 60 s in all; a slow app and a slow network must fit in as well.
     */
    private static final Duration HOLD = Duration.ofSeconds(8);

    /** The contract's 96 KB bodies (behaviour.md 5.9) and the times of a patient, not endless, server. */
    public static Limits standard() {
        return new Limits(
                96 * 1024,
                8 * 1024,
                10_000,
                1_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofSeconds(35),
                HOLD,
                new Messages(60, 10, Duration.ofMinutes(6)));
    }

    /** The same with other connection counts. */
    public Limits withConnections(int total, int perClient) {
        return new Limits(
                bodyBytes,
                headerBytes,
                total,
                perClient,
                receive,
                idle,
                connect,
                upstream,
                probe,
                drain,
                hold,
                messages);
    }

    /** The same with another bound on how long stopping waits for running requests. */
    public Limits withDrain(Duration atMost) {
        return new Limits(
                bodyBytes,
                headerBytes,
                connections,
                connectionsPerClient,
                receive,
                idle,
                connect,
                upstream,
                probe,
                atMost,
                hold,
                messages);
    }

    /** The same with other times for receiving a whole request, for an idle connection and for the upstream. */
    public Limits withTimes(Duration wholeRequest, Duration idleConnection, Duration upstreamAnswer) {
        return new Limits(
                bodyBytes,
                headerBytes,
                connections,
                connectionsPerClient,
                wholeRequest,
                idleConnection,
                connect,
                upstreamAnswer,
                probe,
                drain,
                hold,
                messages);
    }

    /** The same with another time for which an answer may wait for the end of an assignment; zero for none. */
    public Limits withHold(Duration longest) {
        return new Limits(
                bodyBytes,
                headerBytes,
                connections,
                connectionsPerClient,
                receive,
                idle,
                connect,
                upstream,
                probe,
                drain,
                longest,
                messages);
    }

    /** The same with other limits on messages. */
    public Limits withMessages(Messages other) {
        return new Limits(
                bodyBytes,
                headerBytes,
                connections,
                connectionsPerClient,
                receive,
                idle,
                connect,
                upstream,
                probe,
                drain,
                hold,
                other);
    }
}

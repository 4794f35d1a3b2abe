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
        Duration drain) {
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
                Duration.ofSeconds(35));
    }

    /** The same with other connection counts. */
    public Limits withConnections(int total, int perClient) {
        return new Limits(bodyBytes, headerBytes, total, perClient, receive, idle, connect, upstream, probe, drain);
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
                drain);
    }
}

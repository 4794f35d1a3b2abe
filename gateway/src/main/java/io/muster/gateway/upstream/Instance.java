package io.muster.gateway.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/** One functions host: where it is, whether it is up, how many requests it is working on. Safe for all threads. */
public final class Instance {
    /** So many requests in a row broken or timed out, and the instance counts as down until a probe says otherwise. */
    private static final int BROKEN_IN_A_ROW = 3;

    private final String host;
    private final int port;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean up = true;

    public Instance(String host, int port) {
        this.host = host;
        this.port = port;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isUp() {
        return up;
    }

    int inFlight() {
        return inFlight.get();
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    void end() {
        inFlight.decrementAndGet();
    }

    void answered() {
        broken.set(0);
    }

    void broke() {
        if (broken.incrementAndGet() >= BROKEN_IN_A_ROW) {
            up = false;
        }
    }

    void markDown() {
        up = false;
    }

    void markUp() {
        broken.set(0);
        up = true;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

package io.muster.gateway.tls;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections, all and for each client address, and says whether one more may come in. */
public final class ConnectionGate {
    private final int total;
    private final int perClient;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byClient = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public ConnectionGate(int total, int perClient) {
        this.total = total;
        this.perClient = perClient;
    }

    /** Counts the connection in if there is room; then {@link #leave} must follow once. */
    public boolean enter(InetAddress client) {
        if (closed) {
            return false;
        }
        if (open.incrementAndGet() > total) {
            open.decrementAndGet();
            return false;
        }
        if (byClient.merge(client, 1, Integer::sum) > perClient) {
            leave(client);
            return false;
        }
        return true;
    }

    /** Counts a connection out. */
    public void leave(InetAddress client) {
        byClient.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /** Lets nobody in from now on. */
    public void close() {
        closed = true;
    }

    int open() {
        return open.get();
    }
}

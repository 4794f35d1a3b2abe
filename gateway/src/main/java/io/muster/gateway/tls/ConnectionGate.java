package io.muster.gateway.tls;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections, all and for each client, and says whether one more may come in. */
public final class ConnectionGate {
    /** Bytes of an address that name the subnet (RFC 4291, 2.5.4). */
    private static final int IPV6_SUBNET = 8;

    private final int total;
    private final int perClient;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<ByteBuffer, Integer> byClient = new ConcurrentHashMap<>();
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
        if (byClient.merge(network(client), 1, Integer::sum) > perClient) {
            leave(client);
            return false;
        }
        return true;
    }

    /** Counts a connection out. */
    public void leave(InetAddress client) {
        byClient.computeIfPresent(network(client), (address, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /** Lets nobody in from now on. */
    public void close() {
        closed = true;
    }

    /** An IPv4 address, or an IPv6 subnet: who has one of its addresses has 2^64. */
    private static ByteBuffer network(InetAddress client) {
        byte[] address = client.getAddress();
        return ByteBuffer.wrap(address, 0, Math.min(address.length, IPV6_SUBNET));
    }

    int open() {
        return open.get();
    }
}

package io.muster.local.portmap;

import java.net.InetSocketAddress;

/**
 * One line of the map.
 *
 * @param host the host name or IPv4 literal a client asks for, in any case
 * @param port the well-known port it asks for
 * @param target the loopback socket it gets
 */
public record Route(String host, int port, InetSocketAddress target) {

    public Route {
        if (target.isUnresolved() || !target.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("A route ends on loopback, not on " + target);
        }
    }

    boolean leadsTo(String askedHost, int askedPort) {
        return port == askedPort && host.equalsIgnoreCase(askedHost);
    }
}

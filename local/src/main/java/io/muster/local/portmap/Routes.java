package io.muster.local.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a request may go: its route, else the loopback address it names, else nowhere. */
final class Routes {

    // Four decimal parts that begin with 127; the resolver checks the range of each.
    private static final Pattern LOOPBACK_LITERAL = Pattern.compile("127(\\.\\d{1,3}){3}");

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    Optional<InetSocketAddress> find(String host, int port) {
        return routes.stream()
                .filter(route -> route.leadsTo(host, port))
                .findFirst()
                .map(Route::target)
                .or(() -> loopback(host).map(address -> new InetSocketAddress(address, port)));
    }

    /** Only literals, so that the proxy asks no name server and opens no way off the machine. */
    private static Optional<InetAddress> loopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        if (!LOOPBACK_LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}

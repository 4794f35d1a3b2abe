package io.muster.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The open connections of one event loop; closes those that are late and, when draining, those that have ended. */
final class ClientConnections {
    private final IdentityHashMap<HttpConnection, ClientConnection> open = new IdentityHashMap<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean draining;

    void add(HttpConnection connection, ClientConnection client) {
        open.put(connection, client);
        connection.closeHandler(closed -> {
            open.remove(connection);
            endIfDrained();
        });
        if (draining) {
            client.close();
        }
    }

    /** The connection a request came on, unless it is gone or about to be closed. */
    Optional<ClientConnection> serving(HttpConnection connection) {
        return Optional.ofNullable(open.get(connection)).filter(client -> !client.isClosing());
    }

    /** Lets a connection go that speaks another protocol from now on, and has its own deadlines there. */
    void handOver(HttpConnection connection) {
        open.remove(connection);
        endIfDrained();
    }

    /** Whether connections are to be closed after their present request. */
    boolean isDraining() {
        return draining;
    }

    /** Closes what is past its deadline: slow senders, slow readers, idle connections. */
    void closeLate() {
        long now = System.nanoTime();
        List.copyOf(open.values()).stream().filter(client -> client.isLate(now)).forEach(ClientConnection::closeLate);
    }

    /** Closes waiting connections now and the others after their answer; ends when none is left. */
    Future<Void> drain() {
        draining = true;
        List.copyOf(open.values()).stream().filter(ClientConnection::isWaiting).forEach(ClientConnection::close);
        endIfDrained();
        return empty.future();
    }

    private void endIfDrained() {
        if (draining && open.isEmpty()) {
            empty.tryComplete();
        }
    }
}

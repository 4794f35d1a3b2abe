package io.muster.gateway.http;

import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.socket.SocketService;
import io.muster.gateway.socket.WebSocketCarrier;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to speak another protocol over WebSockets. Which one is chosen by subprotocol alone, never by the path, of
 * which clients have several (clients.md 30).
 */
final class WebSocketUpgrade {
    private static final String VERSION = "13";

    private final HttpServerRequest request;
    private final ClientConnections connections;

    WebSocketUpgrade(HttpServerRequest request, ClientConnections connections) {
        this.request = request;
        this.connections = connections;
    }

    /** A protocol behind WebSockets and what speaks it. */
    record Service(EdgeProtocol protocol, SocketService service) {}

    /** Whether a request wants to leave HTTP for WebSockets. */
    static boolean isAskedFor(HttpServerRequest request) {
        // Upgrade alone is a hop-by-hop header like others, and goes no further (RFC 9110, 7.8).
        return tokens(request, HttpHeaders.UPGRADE).stream().anyMatch("websocket"::equalsIgnoreCase)
                && (connectionSaysSo(request) || request.headers().contains("sec-websocket-key"));
    }

    private static boolean connectionSaysSo(HttpServerRequest request) {
        return tokens(request, HttpHeaders.CONNECTION).stream().anyMatch("upgrade"::equalsIgnoreCase);
    }

    /** Upgrades; throws what a client gets that asks for it in a way no WebSocket client does. */
    void to(Map<String, Service> services) throws RefusedException {
        RequestHead head = RequestHead.check(request);
        boolean connectionSays = connectionSaysSo(request);
        boolean keyed = request.headers().getAll("sec-websocket-key").size() == 1;
        boolean bodiless = !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (!head.method().equals(HttpMethod.GET) || !connectionSays || !keyed || !bodiless) {
            throw new RefusedException(Refusal.MALFORMED_UPGRADE, true);
        }
        if (!request.headers().getAll("sec-websocket-version").equals(List.of(VERSION))) {
            throw new RefusedException(Refusal.OTHER_WEBSOCKET_VERSION, true);
        }
        String asked = tokens(request, "sec-websocket-protocol").stream()
                .filter(name -> service(services, name).isPresent())
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_SUBPROTOCOL, true));
        upgrade(asked, service(services, asked).orElseThrow(), head.hostName());
    }

    /** Names compare without case (behaviour.md 11.1), and come back as the client spelt them. */
    private static Optional<Service> service(Map<String, Service> services, String name) {
        return services.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void upgrade(String subprotocol, Service service, String hostName) {
        // The handshake echoes the first one of those asked for, so only one may be left.
        request.headers().set("Sec-WebSocket-Protocol", subprotocol);
        Peer peer = Peer.of(
                service.protocol(),
                request.remoteAddress(),
                request.connection().sslSession(),
                hostName);
        Future<Void> opened = request.toWebSocket().map(socket -> {
            connections.handOver(request.connection());
            service.service().opened(WebSocketCarrier.of(socket, peer));
            return null;
        });
        opened.onFailure(gone -> request.connection().close());
    }

    private static List<String> tokens(HttpServerRequest request, CharSequence header) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }
}

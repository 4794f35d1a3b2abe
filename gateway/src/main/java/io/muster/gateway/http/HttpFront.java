package io.muster.gateway.http;

import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.socket.SocketService;
import io.muster.gateway.tls.PeerChain;
import io.muster.gateway.tls.Resumption;
import io.muster.gateway.upstream.Upstream;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HTTP on one event loop: receives connections and requests and holds what an {@link Exchange} works with. */
public final class HttpFront {
    /** How often late connections are looked for; deadlines are kept to within this. */
    private static final long SWEEP_MILLIS = 250;

    /** A frame is in memory before anybody sees it; no message of ours is larger. */
    private static final int LARGEST_FRAME = 128 * 1024;

    private final EdgeHeader header;
    private final Upstream upstream;
    private final Clock clock;
    private final int bodyLimit;
    private final ClientConnection.Patience patience;
    private final ClientConnections connections = new ClientConnections();
    private final Answers answers;
    private final Map<String, WebSocketUpgrade.Service> overWebSockets = new HashMap<>();

    public HttpFront(EdgeHeader header, Upstream upstream, Clock clock, HttpLimits limits) {
        this.header = header;
        this.upstream = upstream;
        this.clock = clock;
        this.bodyLimit = limits.bodyBytes();
        this.patience = new ClientConnection.Patience(limits.idle(), limits.receive(), limits.answer());
        this.answers = new Answers(clock, connections);
    }

    /** What HTTP bears of a client. Sizes in bytes; answer covers the upstream and a slow reader. */
    public record HttpLimits(int bodyBytes, Duration receive, Duration idle, Duration answer) {}

    /** Has a protocol spoken over WebSockets of this subprotocol, on any path (clients.md 30). Before {@link #attach}. */
    public HttpFront upgradeTo(String subprotocol, EdgeProtocol protocol, SocketService service) {
        overWebSockets.put(subprotocol, new WebSocketUpgrade.Service(protocol, service));
        return this;
    }

    /** Options that WebSockets need; gives them back. */
    public static HttpServerOptions forWebSockets(HttpServerOptions options) {
        // Any: which one it is has been decided before Vert.x looks. No extensions: nothing here gains by them.
        return options.setWebSocketSubProtocols(List.of("*"))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(LARGEST_FRAME);
    }

    /** Takes over a server's connections and requests. */
    public HttpServer attach(Vertx vertx, HttpServer server, HttpServerOptions options) {
        vertx.setPeriodic(SWEEP_MILLIS, tick -> connections.closeLate());
        return server.connectionHandler(connection -> opened(connection, options))
                .invalidRequestHandler(this::undecodable)
                .requestHandler(this::requested);
    }

    /** Lets running requests end; ends when no connection is left. Call it on this front's event loop. */
    public Future<Void> drain() {
        return connections.drain();
    }

    private void opened(HttpConnection connection, HttpServerOptions options) {
        ClientConnection client = new ClientConnection(
                connection, connection.remoteAddress().hostAddress(), PeerChain.of(connection.sslSession()), patience);
        Resumption.decide(connection.sslSession());
        // Vert.x offers no hook for its decoder; nothing has been read on this connection yet.
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictRequestDecoder(options));
        pipeline.addAfter("httpDecoder", "decodedWatch", new DecodedWatch(client));
        pipeline.addBefore("httpDecoder", "byteWatch", new ByteWatch(client));
        pipeline.addBefore("httpDecoder", "lingeringClose", new LingeringClose(client));
        connections.add(connection, client);
    }

    private void requested(HttpServerRequest request) {
        connections.serving(request.connection()).ifPresent(client -> serve(request, client));
    }

    private void serve(HttpServerRequest request, ClientConnection client) {
        if (overWebSockets.isEmpty() || !WebSocketUpgrade.isAskedFor(request)) {
            new Exchange(this, request, client).begin();
            return;
        }
        try {
            new WebSocketUpgrade(request, connections).to(overWebSockets);
        } catch (RefusedException refused) {
            answers.refuse(request, client, refused.refusal(), true);
        }
    }

    private void undecodable(HttpServerRequest request) {
        Refusal refusal = refusalOf(request.decoderResult().cause());
        connections.serving(request.connection()).ifPresent(client -> answers.refuse(request, client, refusal, true));
    }

    private static Refusal refusalOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusal.TARGET_TOO_LONG;
        }
        return cause instanceof TooLongFrameException ? Refusal.HEADERS_TOO_LARGE : Refusal.MALFORMED_REQUEST;
    }

    EdgeHeader header() {
        return header;
    }

    Upstream upstream() {
        return upstream;
    }

    Clock clock() {
        return clock;
    }

    int bodyLimit() {
        return bodyLimit;
    }

    Answers answers() {
        return answers;
    }
}

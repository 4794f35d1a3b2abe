package io.muster.gateway.socket;

import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.tls.Resumption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.function.Consumer;

/** A device's connection on a port of its protocol. */
public final class TlsSocket implements DeviceSocket {
    private final NetSocket socket;
    private final Peer peer;

    private TlsSocket(NetSocket socket, Peer peer) {
        this.socket = socket;
        this.peer = peer;
    }

    /** Takes a connection right after its handshake. */
    public static TlsSocket of(NetSocket socket, EdgeProtocol protocol) {
        Peer peer = Peer.of(protocol, socket.remoteAddress(), socket.sslSession());
        Resumption.decide(socket.sslSession());
        // Broken TLS or a reset: Vert.x closes the socket, and that is all there is to do.
        socket.exceptionHandler(broken -> {});
        return new TlsSocket(socket, peer);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void onBytes(Consumer<Buffer> bytes) {
        socket.handler(bytes::accept);
    }

    @Override
    public void onClosed(Runnable closed) {
        socket.closeHandler(gone -> closed.run());
    }

    @Override
    public void onDrained(Runnable drained) {
        socket.drainHandler(room -> drained.run());
    }

    @Override
    public void write(Buffer bytes) {
        socket.write(bytes);
    }

    @Override
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close() {
        socket.end();
    }

    @Override
    public void cut() {
        Cut.now(((NetSocketInternal) socket).channelHandlerContext().channel());
    }
}

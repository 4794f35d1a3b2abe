package io.muster.gateway.socket;

import io.muster.gateway.registration.Peer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.WebSocketInternal;
import java.util.function.Consumer;

/**
 * A device's connection over WebSockets: binary frames are one stream of bytes, however they are cut (MQTT 3.1.1, 6.0).
 * A client that sends text, or frames without end that carry nothing, is cut off.
 */
public final class WebSocketCarrier implements DeviceSocket {
    /** Pings and empty frames in a whole connection; each makes work or an answer, and no message counts them. */
    private static final int MOST_IDLE_FRAMES = 1_000;

    private final ServerWebSocket socket;
    private final Peer peer;
    private Consumer<Buffer> bytes = unwanted -> {};
    private int idleFrames;

    private WebSocketCarrier(ServerWebSocket socket, Peer peer) {
        this.socket = socket;
        this.peer = peer;
    }

    /** Takes an upgraded connection before anything was read from it. */
    public static WebSocketCarrier of(ServerWebSocket socket, Peer peer) {
        WebSocketCarrier carrier = new WebSocketCarrier(socket, peer);
        socket.frameHandler(carrier::frame);
        // Frames against the protocol or a reset: Vert.x closes the socket, and that is all there is to do.
        socket.exceptionHandler(broken -> {});
        return carrier;
    }

    private void frame(WebSocketFrame frame) {
        if (frame.isClose()) {
            return;
        }
        boolean carries = frame.isBinary() || frame.isContinuation();
        if (carries && frame.binaryData().length() > 0) {
            bytes.accept(frame.binaryData());
        } else if (frame.isText() || ++idleFrames > MOST_IDLE_FRAMES) {
            cut();
        }
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void onBytes(Consumer<Buffer> taker) {
        bytes = taker;
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
    public void write(Buffer written) {
        socket.write(written);
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
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
        socket.close();
    }

    @Override
    public void cut() {
        Cut.now(((WebSocketInternal) socket).channelHandlerContext().channel());
    }
}

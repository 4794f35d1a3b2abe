package io.muster.gateway;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The client's end of a WebSocket, frame by frame (RFC 6455). */
final class WebSocketClient implements MqttClient.Carrier {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The example of RFC 6455, and the answer to it. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final byte[] MASK = {1, 2, 3, 4};

    /** A frame from the gateway. */
    record Frame(int code, Buffer data) {}

    private final RawConnection connection;
    private byte[] unread = {};

    private WebSocketClient(RawConnection connection) {
        this.connection = connection;
    }

    /** What a client sends to ask for an upgrade, after the request line and Host. */
    static String head(String subprotocol) {
        return "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\nSec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }

    static RawConnection.Answer ask(RawConnection connection, String target, String subprotocol) throws IOException {
        return connection.ask("GET " + target + " HTTP/1.1", head(subprotocol));
    }

    static WebSocketClient open(RawConnection connection, String target) throws IOException {
        return open(connection, target, "mqtt");
    }

    static WebSocketClient open(RawConnection connection, String target, String subprotocol) throws IOException {
        RawConnection.Answer answer = ask(connection, target, subprotocol);
        if (answer.status() != 101) {
            throw new IOException("No upgrade: " + answer);
        }
        return new WebSocketClient(connection);
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        frame(BINARY, bytes);
    }

    WebSocketClient frame(int code, byte[] bytes) throws IOException {
        return frame(code, true, bytes);
    }

    WebSocketClient frame(int code, boolean last, byte[] bytes) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(code | (last ? FINAL : 0));
        if (bytes.length <= SHORT) {
            frame.write(MASKED | bytes.length);
        } else {
            frame.write(MASKED | TWO_BYTES);
            frame.write(bytes.length >> 8);
            frame.write(bytes.length);
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < bytes.length; i++) {
            frame.write(bytes[i] ^ MASK[i % MASK.length]);
        }
        connection.send(frame.toByteArray());
        return this;
    }

    Frame frame() throws IOException {
        byte[] head = connection.read(2);
        if (head.length < 2) {
            return new Frame(CLOSE, Buffer.buffer());
        }
        int length = head[1];
        if (length == TWO_BYTES) {
            byte[] size = connection.read(2);
            length = (size[0] & 0xff) << 8 | (size[1] & 0xff);
        }
        return new Frame(head[0] & 0x0f, Buffer.buffer(connection.read(length)));
    }

    @Override
    public byte[] read(int count) throws IOException {
        while (unread.length < count) {
            Frame frame = frame();
            if (frame.code() == CLOSE) {
                return new byte[0];
            }
            byte[] joined = Arrays.copyOf(unread, unread.length + frame.data().length());
            System.arraycopy(
                    frame.data().getBytes(),
                    0,
                    joined,
                    unread.length,
                    frame.data().length());
            unread = joined;
        }
        byte[] read = Arrays.copyOf(unread, count);
        unread = Arrays.copyOfRange(unread, count, unread.length);
        return read;
    }

    /** Whether the gateway has said goodbye, or gone without. */
    @Override
    public boolean isClosedByGateway() throws IOException {
        return frame().code() == CLOSE;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

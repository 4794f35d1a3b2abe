package io.muster.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A TLS connection on which a test says exactly what it wants and reads what comes back. */
final class RawConnection implements AutoCloseable {
    /** An answer as read from the wire; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return Optional.ofNullable(headers.get(name)).orElse("");
        }
    }

    private static final int PAUSE_MILLIS = 50;
    private static final int MOST_DROPS = 400;

    private final SSLSocket socket;
    private final InputStream in;

    RawConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request with the usual Host header; {@code rest} is further header lines, the blank line and the body. */
    Answer ask(String requestLine, String rest) throws IOException {
        send(requestLine + "\r\nHost: dps.example:8443\r\n" + rest);
        return read(requestLine.startsWith("HEAD "));
    }

    Answer read() throws IOException {
        return read(false);
    }

    private Answer read(boolean headOnly) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = headOnly ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The gateway closed the connection");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /** Reads so many bytes; fewer only when the gateway ends the connection. */
    byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Whether the gateway has closed the connection; waits for its next byte or the end. */
    boolean isClosedByGateway() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // reset counts as closed
        }
    }

    /** Sends one byte after the other, a pause between them, until the gateway hangs up. */
    boolean isCutOffWhileDripping(char drop) throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        for (int i = 0; i < MOST_DROPS; i++) {
            if (isCutOffAfter(drop)) {
                return true;
            }
        }
        return false;
    }

    /** The same against a gateway that has said its last: only a byte that cannot be sent tells that it hung up. */
    boolean isCutOffWhileSendingOn(char drop) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_DROPS; i++) {
            try {
                send(Character.toString(drop));
            } catch (SocketException e) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private boolean isCutOffAfter(char drop) throws IOException {
        try {
            send(Character.toString(drop));
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false; // the pause is over and the connection still open
        } catch (SocketException e) {
            return true;
        }
    }

    /** What comes, for tests that do not speak HTTP. */
    InputStream input() {
        return in;
    }

    SSLSession session() {
        return socket.getSession();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

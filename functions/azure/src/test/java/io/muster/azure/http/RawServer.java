package io.muster.azure.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/** A TLS server that answers every request in one way, given as what it writes; it notes the requests' heads. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Answer answer;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Writes an answer; when it returns true the connection is kept. */
    public interface Answer {
        boolean write(OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;

        /** Whole, with headers of one's own, each ended by CR LF. */
        static Answer of(int status, String headers, String body) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            return bytes("HTTP/1.1 " + status + " Raw\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body);
        }

        static Answer bytes(String text) {
            return (out, closed) -> {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                return true;
            };
        }

        /** A head, then the same piece again and again until the client goes away. */
        static Answer endless(String piece) {
            return (out, closed) -> {
                out.write("HTTP/1.1 200 Raw\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                byte[] chunk = (Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n")
                        .getBytes(StandardCharsets.UTF_8);
                while (closed.getCount() > 0) {
                    out.write(chunk);
                    out.flush();
                }
                return false;
            };
        }

        /** What is given, and then nothing more. */
        static Answer stalled(String text) {
            return (out, closed) -> {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
                closed.await();
                return false;
            };
        }
    }

    /** @param address of loopback */
    public RawServer(SSLContext tls, String address, int port, Answer answer) throws IOException {
        server = tls.getServerSocketFactory().createServerSocket(port, 50, InetAddress.getByName(address));
        this.answer = answer;
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Of each request, the lines before its body. */
    public List<String> heads() {
        return heads;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            closed.countDown(); // The end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            boolean kept = true;
            while (kept && read(in)) {
                kept = answer.write(out, closed);
                out.flush();
            }
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean read(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        if (head.isEmpty()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int unused = in.read();
        }
        heads.add(head.toString());
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        closed.countDown();
    }
}

package io.muster.azure.iothub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A TLS server that notes each request and answers it by the next reply of a script; 500 when the script is over. */
final class ScriptedHub implements AutoCloseable {
    private final ServerSocket server;
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A request as it arrived; header names in lower case. */
    record Seen(String line, Map<String, String> headers, String body) {}

    ScriptedHub(SSLContext tls) throws IOException {
        server = tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    URI endpoint() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort());
    }

    void then(Reply... replies) {
        script.addAll(List.of(replies));
    }

    Seen next() {
        Seen first = seen.poll();
        if (first == null) {
            throw new AssertionError("the hub saw no further request");
        }
        return first;
    }

    int requestsLeft() {
        return seen.size();
    }

    int connections() {
        return connections.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-hub");
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
            closed.countDown(); // The server socket was closed: the end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            connections.incrementAndGet();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (answer(socket, in)) {
                // The connection is kept for the next request.
            }
        } catch (IOException e) {
            // The client went away, as some tests want it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(Socket socket, InputStream in) throws IOException, InterruptedException {
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        seen.add(new Seen(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8)));

        Reply reply = script.isEmpty() ? Reply.status(500) : script.remove();
        socket.getOutputStream().write(reply.bytes().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        if (reply.after() == Reply.After.SAY_NO_MORE) {
            closed.await();
        }
        return reply.after() == Reply.After.KEEP;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closed.countDown();
    }
}

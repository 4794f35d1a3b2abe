package io.muster.local.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortMapTest {

    private HttpServer target;
    private PortMap map;

    @BeforeEach
    void start() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            byte[] body = "reached".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        target.start();
        map = PortMap.start(
                "127.0.0.1",
                0,
                List.of(
                        new Route("hub.test", 443, target.getAddress()),
                        new Route("127.0.0.9", 8883, target.getAddress())));
    }

    @AfterEach
    void stop() throws IOException {
        map.close();
        target.stop(0);
    }

    @Test
    @DisplayName("SOCKS by name and by address reaches the mapped socket")
    void socksReachesTheMappedSocket() throws IOException {
        assertEquals("reached", viaSocks(InetSocketAddress.createUnresolved("HUB.test", 443)));
        assertEquals("reached", viaSocks(new InetSocketAddress("127.0.0.9", 8883)));
    }

    @Test
    @DisplayName("a loopback address without a route is reached as it is")
    void unmappedLoopbackIsReached() throws IOException {
        assertEquals(
                "reached",
                viaSocks(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), target.getAddress().getPort())));
    }

    @Test
    @DisplayName("names and addresses off the machine are refused")
    void othersAreRefused() {
        for (InetSocketAddress other : List.of(
                InetSocketAddress.createUnresolved("example.com", 443),
                InetSocketAddress.createUnresolved("hub.test", 444),
                new InetSocketAddress("192.0.2.1", 443))) {
            assertThrows(SocketException.class, () -> viaSocks(other), other.toString());
        }
    }

    @Test
    @DisplayName("HTTP CONNECT reaches the mapped socket, even when the client does not wait for the answer")
    void httpConnectReachesTheMappedSocket() throws IOException {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), map.port()));
            String answer = ask(socket, "CONNECT hub.test:443 HTTP/1.1\r\nHost: hub.test\r\n\r\n");
            assertEquals(
                    "HTTP/1.1 200 Connection established",
                    answer.lines().findFirst().orElse(""));
            assertEquals("reached", answer.substring(answer.length() - 7));
        }
    }

    @Test
    @DisplayName("a route may not lead off loopback")
    void routeStaysOnLoopback() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Route("hub.test", 443, new InetSocketAddress("192.0.2.1", 443)));
    }

    private String viaSocks(InetSocketAddress asked) throws IOException {
        Proxy proxy = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), map.port()));
        try (Socket socket = new Socket(proxy)) {
            socket.connect(asked);
            String answer = ask(socket, "");
            return answer.substring(Math.max(0, answer.length() - 7));
        }
    }

    private static String ask(Socket socket, String before) throws IOException {
        String request = before + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}

package io.muster.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private AdminServer admin;

    @BeforeEach
    void start() throws IOException {
        admin = AdminServer.start(
                0, Map.of("POST /double", query -> Map.of("n", 2 * AdminArguments.number(query, "n", 0, 10))));
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void aVerbAnswersInJson() throws IOException {
        String answer = ask("POST /double?n=4", "Host: 127.0.0.1:" + admin.port());
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("{\"n\":8}"), answer);
    }

    @Test
    void faultsAreNamed() throws IOException {
        String host = "Host: localhost:" + admin.port();
        assertEquals("400", status("POST /double?n=11", host));
        assertEquals("400", status("POST /double", host));
        assertEquals("400", status("POST /double?n", host));
        assertEquals("400", status("POST /double?n=%zz", host));
        assertEquals("404", status("GET /double?n=1", host));
    }

    @Test
    void aWebPageCannotSteer() throws IOException {
        assertEquals("403", status("POST /double?n=1", "Host: evil.example"));
        assertEquals("403", status("POST /double?n=1", "Host: 127.0.0.1\r\nOrigin: http://evil.example"));
    }

    private String status(String request, String headers) throws IOException {
        return ask(request, headers).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }

    private String ask(String request, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            String text = request + " HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.local.host.sample.HttpFunctions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests no HTTP client would send, byte by byte. */
class RawRequestTest {
    @TempDir
    static Path folder;

    private static RunningHost host;

    @BeforeAll
    static void start() throws Exception {
        HostOptions options =
                new HostOptions(PackagedApp.of(folder, HttpFunctions.class), Role.HTTP, 0, OptionalInt.empty(), false);
        host = RunningHost.start(options, Map.of(), Clock.systemUTC());
    }

    @AfterAll
    static void noInvocationIsLeftBehind() {
        assertTimeout(Duration.ofSeconds(8), host::close);
    }

    /** Sends the bytes; what came back until the server closed. */
    private static String exchange(String bytes) throws IOException {
        return exchange(bytes, false);
    }

    /** With {@code end}, sends the end of the stream too, upon which the server may drop the connection unanswered. */
    private static String exchange(String bytes, boolean end) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), host.port().orElseThrow())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            if (end) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String request(String line, String headers, String body) {
        return line + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n" + body;
    }

    private static int status(String response) {
        assertTrue(response.startsWith("HTTP/1."), () -> "no response but: " + response);
        return Integer.parseInt(response.substring(9, 12));
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void aChunkedBodyArrivesEmpty() throws IOException {
        // when
        String response = exchange(request("POST /echo/x", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"));

        // then
        assertEquals(202, status(response));
        assertTrue(response.contains("no body"), response);
    }

    @Test
    void aBodyOfLengthZeroIsNoBody() throws IOException {
        assertTrue(
                exchange(request("POST /echo/x", "Content-Length: 0\r\n", "")).contains("no body"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /echo/x?a=b|c, 500",
        "GET /echo/a|b, 202",
        "GET /echo/%00, 400",
        "GET *, 400",
        "GET /a b c, 400",
        "GET /Echo/../items/5, 200",
        "WEIRD /echo/x, 404",
        "GET http://elsewhere/items/5, 200"
    })
    void oddRequestLinesAreAnsweredAsThePlatformDoes(String line, int status) throws IOException {
        // when
        String response = exchange(request(line, "", ""));

        // then
        assertEquals(status, status(response));
        if (status >= 400) {
            assertEquals("", body(response));
        }
    }

    @ParameterizedTest
    @CsvSource({"20480, 202", "31000, 202", "40000, 431"})
    void headersMayHave32Kb(int length, int status) throws IOException {
        assertEquals(status, status(exchange(request("GET /echo/x", "X-A: " + "a".repeat(length) + "\r\n", ""))));
    }

    @Test
    void aRequestLineAbove8KbIs414() throws IOException {
        assertEquals(414, status(exchange(request("GET /echo/" + "a".repeat(9000), "", ""))));
    }

    @Test
    void aBodyAbove100MbIsRefusedUnread() throws IOException {
        // when
        String response = exchange(request("POST /echo/x", "Content-Length: 104857601\r\n", "start"));

        // then
        assertEquals(413, status(response));
        assertEquals("", body(response));
    }

    @Test
    void aRequestWithoutOneHostIs400() throws IOException {
        assertEquals(400, status(exchange("GET /items/1 HTTP/1.1\r\nConnection: close\r\n\r\n")));
        assertEquals(400, status(exchange(request("GET /items/1", "Host: other\r\n", ""))));
    }

    @Test
    void anyBytesEndWithAnAnswerOrAClosedConnectionAndTheHostLivesOn() throws IOException {
        // given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] valid = {
            request("GET /items/1?a=b", "", ""),
            request("POST /echo/%C3%A9", "Content-Length: 5\r\nX: y\r\n", "abcde"),
            request("POST /echo/x", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n")
        };

        // when
        for (int i = 0; i < 300; i++) {
            String mutated = mutate(valid[random.nextInt(valid.length)], random);
            try {
                exchange(mutated, true);
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("hangs with seed " + seed + " on " + mutated, e);
            } catch (java.net.SocketException closed) {
                assertTrue(closed.getMessage() != null, () -> "seed " + seed);
            }
        }

        // then
        assertEquals(200, status(exchange(request("GET /items/1", "", ""))), () -> "seed " + seed);
    }

    private static String mutate(String request, Random random) {
        StringBuilder mutated = new StringBuilder(request);
        for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.insert(at, (char) random.nextInt(256));
                case 2 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 8)));
            }
        }
        return mutated.toString();
    }
}

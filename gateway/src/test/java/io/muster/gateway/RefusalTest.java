package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest.md 5, clients.md 12: what the gateway refuses, in the contract's form")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
    private static final Pattern BODY =
            Pattern.compile("\\{\"errorCode\":(\\d{6}),\"trackingId\":\"([0-9a-f-]{36})\",\"message\":\"[^\"]+\","
                    + "\"timestampUtc\":\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"}");

    private StubApp app;
    private TestGateway gateway;
    private TestClient client;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
        client = gateway.client();
    }

    @AfterEach
    void nothing_reached_the_app() {
        assertEquals(0, app.waiting());
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    static Stream<Arguments> framingTricks() {
        String chunkedNothing = "0\r\n\r\n";
        return Stream.of(
                trick("both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunkedNothing),
                trick("both, other order", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunkedNothing),
                trick("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
                trick("a list of lengths", "Content-Length: 5, 6\r\n\r\nhello!"),
                trick("a length with a sign", "Content-Length: +5\r\n\r\nhello"),
                trick("a negative length", "Content-Length: -5\r\n\r\nhello"),
                trick("a length past 64 bits", "Content-Length: 99999999999999999999\r\n\r\nhello"),
                trick("a length in hex", "Content-Length: 0x5\r\n\r\nhello"),
                trick("an unknown coding", "Transfer-Encoding: gzip\r\n\r\n"),
                trick("two codings", "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunkedNothing),
                trick(
                        "two coding headers",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunkedNothing),
                trick("a disguised coding", "Transfer-Encoding: xchunked\r\n\r\n" + chunkedNothing),
                trick("a space before the colon", "Transfer-Encoding : chunked\r\n\r\n" + chunkedNothing),
                trick("a folded header", "X-A: 1\r\n Transfer-Encoding: chunked\r\nTransfer-Encoding: \r\n\r\n"),
                trick("a bare line feed", "X-A: 1\nTransfer-Encoding: chunked\r\n\r\n" + chunkedNothing));
    }

    private static Arguments trick(String name, String rest) {
        return Arguments.of(name, rest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framingTricks")
    void ambiguous_framing_is_refused_and_the_connection_closed(String name, String rest) throws Exception {
        try (RawConnection connection = client.connect()) {
            RawConnection.Answer answer = connection.ask("PUT /x HTTP/1.1", rest);

            assertRefused(400, 400_004, answer);
            assertTrue(connection.isClosedByGateway(), name);
        }
    }

    static Stream<Arguments> badHeads() {
        return Stream.of(
                Arguments.of("GET /x\u00fc HTTP/1.1", "Host: a\r\n", 400, 400_004),
                Arguments.of("GET /x#y HTTP/1.1", "Host: a\r\n", 400, 400_004),
                Arguments.of("OPTIONS * HTTP/1.1", "Host: a\r\n", 400, 400_004),
                Arguments.of("GET ftp://a/ HTTP/1.1", "Host: a\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/3.0", "Host: a\r\n", 400, 400_004),
                Arguments.of("GET /", "Host: a\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/1.1", "X-No-Host: a\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/1.1", "Host: a\r\nHost: b\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/1.1", "Host: a/b\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/1.1", "Host: a:bc\r\n", 400, 400_004),
                Arguments.of("GET / HTTP/1.0", "Host: a\r\nTransfer-Encoding: chunked\r\n", 400, 400_004),
                Arguments.of("CONNECT a:443 HTTP/1.1", "Host: a:443\r\n", 400, 400_004),
                Arguments.of("CONNECT / HTTP/1.1", "Host: a\r\n", 405, 405_000),
                Arguments.of("ABCDEFGHIJKLMNOPQ / HTTP/1.1", "Host: a\r\n", 405, 405_000),
                Arguments.of("G'T / HTTP/1.1", "Host: a\r\n", 405, 405_000),
                Arguments.of("GET / HTTP/1.1", "Host: a\r\nExpect: 200-ok\r\n", 417, 417_000),
                Arguments.of("GET /" + "x".repeat(3000) + " HTTP/1.1", "Host: a\r\n", 414, 414_000),
                Arguments.of("GET /" + "x".repeat(9000) + " HTTP/1.1", "Host: a\r\n", 414, 414_000),
                Arguments.of("GET / HTTP/1.1", "Host: a\r\nX-A: " + "x".repeat(9000) + "\r\n", 431, 431_000));
    }

    @ParameterizedTest
    @MethodSource("badHeads")
    void bad_heads_are_refused(String line, String headers, int status, int code) throws Exception {
        try (RawConnection connection = client.connect()) {
            connection.send(line + "\r\n" + headers + "\r\n");

            assertRefused(status, code, connection.read());
        }
    }

    @Test
    @DisplayName("behaviour.md 5.9: more than 96 KB gets 413 and the connection goes on")
    void a_large_body_gets_413() throws Exception {
        try (RawConnection connection = client.connect()) {
            String body = "x".repeat(98_305);
            assertRefused(413, 413_001, connection.ask("PUT /x HTTP/1.1", "Content-Length: 98305\r\n\r\n" + body));
            assertRefused(
                    413,
                    413_001,
                    connection.ask(
                            "PUT /x HTTP/1.1", "Transfer-Encoding: chunked\r\n\r\n18001\r\n" + body + "\r\n0\r\n\r\n"));
        }
    }

    @Test
    void a_huge_announced_body_gets_413_without_being_read() throws Exception {
        try (RawConnection connection = client.connect()) {
            RawConnection.Answer answer = connection.ask("PUT /x HTTP/1.1", "Content-Length: 9000000000\r\n\r\n");

            assertRefused(413, 413_001, answer);
            assertTrue(connection.isClosedByGateway());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A : 1\r\n", ""})
    @DisplayName("RFC 9112, 9.6: a client that sends all it has before it reads gets its refusal")
    void the_refusal_reaches_a_client_that_is_still_sending(String undecodable) throws Exception {
        byte[] piece = new byte[64 * 1024];
        int pieces = 128;
        try (RawConnection connection = client.connect()) {
            connection.send("PUT /x HTTP/1.1\r\nHost: a\r\n" + undecodable + "Content-Length: " + piece.length * pieces
                    + "\r\n\r\n");
            for (int i = 0; i < pieces; i++) {
                connection.send(piece);
            }

            RawConnection.Answer answer = connection.read();

            if (undecodable.isEmpty()) {
                assertRefused(413, 413_001, answer);
            } else {
                assertRefused(400, 400_004, answer);
            }
            assertEquals("close", answer.header("connection"));
            assertTrue(connection.isClosedByGateway());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ\r\n", "-1\r\n", "5;\r\nhello!\r\n", "fffffffffff\r\n"})
    void a_malformed_chunk_is_refused_and_the_connection_closed(String chunk) throws Exception {
        try (RawConnection connection = client.connect()) {
            RawConnection.Answer answer = connection.ask(
                    "PUT /x HTTP/1.1", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + chunk + "0\r\n\r\n");

            assertRefused(400, 400_004, answer);
            assertEquals("close", answer.header("connection"));
            assertTrue(connection.isClosedByGateway());
        }
    }

    @Test
    void a_large_body_is_refused_instead_of_continued() throws Exception {
        try (RawConnection connection = client.connect()) {
            assertRefused(
                    413,
                    413_001,
                    connection.ask("PUT /x HTTP/1.1", "Content-Length: 98305\r\nExpect: 100-continue\r\n\r\n"));
        }
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {'{', (byte) 0xff, '}'},
                new byte[] {(byte) 0xc0, (byte) 0xaf},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe2, (byte) 0x82},
                new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void a_body_that_is_not_utf_8_is_refused_and_says_so(byte[] body) throws Exception {
        try (RawConnection connection = client.connect()) {
            connection.send("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length + "\r\n\r\n");

            RawConnection.Answer answer = connection.send(body).read();

            assertRefused(400, 400_004, answer);
            assertTrue(answer.body().contains("UTF-8"), answer.body());
        }
    }

    @Test
    void a_byte_order_mark_is_refused_and_the_connection_goes_on() throws Exception {
        byte[] body = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
        try (RawConnection connection = client.connect()) {
            for (int i = 0; i < 2; i++) {
                connection.send("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
                RawConnection.Answer answer = connection.send(body).read();
                assertRefused(400, 400_004, answer);
                assertTrue(answer.body().contains("byte order mark"), answer.body());
            }
        }
    }

    private static void assertRefused(int status, int code, RawConnection.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        Matcher body = BODY.matcher(answer.body());
        assertTrue(body.matches(), answer.body());
        assertTrue(answer.body().length() <= 512, "embedded clients hold 640 bytes");
        assertEquals(Integer.toString(code), body.group(1));
        assertEquals(body.group(1), answer.header("x-ms-error-code"));
        assertEquals(body.group(2), answer.header("x-ms-request-id"));
        assertEquals("application/json; charset=utf-8", answer.header("content-type"));
    }
}

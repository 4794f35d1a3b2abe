package io.muster.azure.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TestTls;
import io.muster.azure.http.Egress.Answer;
import io.muster.azure.http.Egress.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 7: the one way out")
class EgressTest {
    private static final SSLContext TLS = TestTls.loopback();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final AddressRules LOOPBACK = AddressRules.PUBLIC.withLoopback();
    private static final RawServer.Answer OK = RawServer.Answer.of(200, "X-A: 1\r\n", "{}");

    private final AtomicInteger lookUps = new AtomicInteger();

    /** Each look-up of a name gets the next of these answers, the last one for ever. */
    private Egress egress(AddressRules rules, String... addresses) {
        return Egress.over(
                rules,
                host -> {
                    int number = Math.min(lookUps.getAndIncrement(), addresses.length - 1);
                    return InetAddress.getAllByName(addresses[number]);
                },
                () -> TLS);
    }

    private static Call call(String address) {
        return new Call("test call", "POST", URI.create(address), Map.of("X-B", "2"), "{\"a\":1}", 1000);
    }

    @Test
    @DisplayName("a call with its headers and body, and kept connections")
    void plain() throws Exception {
        try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, OK)) {
            Egress egress = egress(LOOPBACK, "127.0.0.1");
            String address = "https://hook.example:" + server.port() + "/a/b?code=x";

            for (int i = 0; i < 3; i++) {
                Answer answer = egress.send(call(address), TIMEOUT);
                assertEquals(200, answer.status());
                assertEquals("{}", answer.body());
                assertEquals("1", answer.headers().firstValue("x-a").orElse(""));
            }

            assertEquals(1, lookUps.get(), "the connection is kept");
            String head = server.heads().get(2);
            assertTrue(head.startsWith("POST /a/b?code=x HTTP/1.1\n"), head);
            assertTrue(head.contains("X-B: 2\n") && head.contains("Content-Length: 7\n"), head);
        }
    }

    @Test
    @DisplayName("DNS rebinding: a name that changes to loopback after it was allowed is not followed there")
    void rebinding() throws Exception {
        // 127.0.0.2 stands for the public address that the name has at first.
        AddressRules rules = AddressRules.listing("127.0.0.2/32");
        RawServer.Answer closing = (out, closed) -> {
            boolean unused = OK.write(out, closed);
            return false;
        };
        try (RawServer first = new RawServer(TLS, "127.0.0.2", 0, closing);
                RawServer inside = new RawServer(TLS, "127.0.0.1", first.port(), OK)) {
            Egress egress = egress(rules, "127.0.0.2", "127.0.0.1");
            Call call = call("https://hook.example:" + first.port() + "/");

            assertEquals(200, egress.send(call, TIMEOUT).status());
            assertEquals(1, lookUps.get(), "what was checked is what was called: there is no second look-up");
            Call again = call;
            assertThrows(ForbiddenAddressException.class, () -> sendUntilAnew(egress, again));

            assertEquals(2, lookUps.get());
            assertEquals(1, first.heads().size());
            assertEquals(List.of(), inside.heads());
        }
    }

    /** The server has closed the kept connection; whether the client has noticed is up to the network. */
    private static void sendUntilAnew(Egress egress, Call call) throws IOException {
        IOException last = new IOException("never sent");
        for (int i = 0; i < 3; i++) {
            try {
                Answer unused = egress.send(call, TIMEOUT);
                return;
            } catch (ForbiddenAddressException e) {
                throw e;
            } catch (IOException dropped) {
                last = dropped;
            }
        }
        throw last;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "169.254.169.254", "10.0.0.1", "::ffff:127.0.0.1"})
    @DisplayName("a name with a private address is not called")
    void privateName(String address) throws Exception {
        try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, OK)) {
            Call call = call("https://hook.example:" + server.port() + "/");

            assertThrows(
                    ForbiddenAddressException.class,
                    () -> egress(AddressRules.PUBLIC, address).send(call, TIMEOUT));

            assertEquals(List.of(), server.heads());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "localhost"})
    @DisplayName("nor is a private address in the place of a name, however it is written")
    void literal(String host) throws Exception {
        try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, OK)) {
            Call call = call("https://" + host + ":" + server.port() + "/");
            Egress egress = Egress.over(AddressRules.PUBLIC, () -> TLS);

            assertThrows(IOException.class, () -> egress.send(call, TIMEOUT));

            assertEquals(List.of(), server.heads());
        }
    }

    @Test
    @DisplayName("one private address among public ones is one too many")
    void mixed() throws Exception {
        Egress egress = Egress.over(
                AddressRules.PUBLIC,
                host -> new InetAddress[] {
                    InetAddress.getByAddress(new byte[] {8, 8, 8, 8}), InetAddress.getLoopbackAddress()
                },
                () -> TLS);

        assertThrows(ForbiddenAddressException.class, () -> egress.send(call("https://hook.example/"), TIMEOUT));
    }

    @Test
    @DisplayName("a redirect, be it to loopback, is an answer and is not followed")
    void redirect() throws Exception {
        try (RawServer inside = new RawServer(TLS, "127.0.0.1", 0, OK);
                RawServer server = new RawServer(
                        TLS,
                        "127.0.0.1",
                        0,
                        RawServer.Answer.of(307, "Location: https://127.0.0.1:" + inside.port() + "/admin\r\n", ""))) {
            Answer answer =
                    egress(LOOPBACK, "127.0.0.1").send(call("https://hook.example:" + server.port() + "/"), TIMEOUT);

            assertEquals(307, answer.status());
            assertEquals(List.of(), inside.heads());
        }
    }

    @Test
    @DisplayName("nothing but https leaves")
    void plainHttp() {
        assertThrows(
                IOException.class, () -> egress(LOOPBACK, "127.0.0.1").send(call("http://hook.example:1/"), TIMEOUT));
        assertEquals(0, lookUps.get());
    }

    @Test
    @DisplayName("a server with a certificate for another name, or one that nobody trusts, is not talked to")
    void certificate() throws Exception {
        try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, OK)) {
            String port = ":" + server.port() + "/";

            assertThrows(
                    SSLException.class,
                    () -> egress(LOOPBACK, "127.0.0.1").send(call("https://other.example" + port), TIMEOUT));
            Egress system = Egress.over(LOOPBACK);
            assertThrows(SSLException.class, () -> system.send(call("https://127.0.0.1" + port), TIMEOUT));
            assertEquals(List.of(), server.heads());
        }
    }

    @Test
    @DisplayName("an answer over its limit is given up, with and without a length, be it endless")
    void tooLong() throws Exception {
        for (RawServer.Answer answer :
                List.of(RawServer.Answer.of(200, "", " ".repeat(5 << 20)), RawServer.Answer.endless("x".repeat(100)))) {
            try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, answer)) {
                Call call = call("https://hook.example:" + server.port() + "/");

                assertThrows(
                        AnswerTooLongException.class,
                        () -> egress(LOOPBACK, "127.0.0.1").send(call, TIMEOUT));
            }
        }
    }

    @Test
    @DisplayName("a server that stays silent, in its head or in its body, or trickles, costs no more than the timeout")
    void slow() throws Exception {
        RawServer.Answer trickle = (out, closed) -> {
            out.write("HTTP/1.1 200 Raw\r\nContent-Length: 900\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            boolean over = false;
            while (!over) {
                out.write('x');
                out.flush();
                over = closed.await(50, TimeUnit.MILLISECONDS);
            }
            return false;
        };
        for (RawServer.Answer answer : List.of(
                RawServer.Answer.stalled(""),
                RawServer.Answer.stalled("HTTP/1.1 200 OK\r\nContent-Le"),
                RawServer.Answer.stalled("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
                trickle)) {
            try (RawServer server = new RawServer(TLS, "127.0.0.1", 0, answer)) {
                long start = System.nanoTime();

                assertThrows(
                        HttpTimeoutException.class,
                        () -> egress(LOOPBACK, "127.0.0.1")
                                .send(call("https://hook.example:" + server.port() + "/"), Duration.ofMillis(600)));

                assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5000);
            }
        }
    }

    @Test
    @DisplayName("a look-up that hangs costs no more than the timeout, and one that finds nothing is said so")
    void lookUp() {
        CountDownLatch never = new CountDownLatch(1);
        Egress hanging = Egress.over(
                LOOPBACK,
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                },
                () -> TLS);
        Egress none = Egress.over(
                LOOPBACK,
                host -> {
                    throw new UnknownHostException(host);
                },
                () -> TLS);

        assertThrows(
                HttpTimeoutException.class, () -> hanging.send(call("https://hook.example/"), Duration.ofMillis(300)));
        assertThrows(UnknownHostException.class, () -> none.send(call("https://hook.example/"), TIMEOUT));
        never.countDown();
    }

    @Test
    @DisplayName("no look-up, no thread and no client before the first call")
    void lazy() {
        Egress unused = Egress.over(LOOPBACK, () -> {
            throw new AssertionError("made too early");
        });
    }
}

package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Issue 7.6: clients that abuse MQTT lose their connection and nothing else")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttAbuseTest {
    private static final Limits IMPATIENT = Limits.standard()
            .withHold(Duration.ZERO)
            .withTimes(Duration.ofMillis(800), Duration.ofSeconds(60), Duration.ofSeconds(5))
            .withMessages(new Limits.Messages(30, 5, Duration.ofMillis(2_000)));

    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        app.answers(response -> json(response));
        gateway = TestGateway.start(IMPATIENT, app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    static Stream<Arguments> malformed() {
        byte[] connect = MqttPackets.connect("dev-1", MqttPackets.USER, "sas");
        byte[] shortened = Arrays.copyOf(connect, connect.length);
        shortened[12] = 0x7f; // the client id claims to be longer than the packet
        return Stream.of(
                Arguments.of("something before CONNECT", MqttPackets.ping()),
                Arguments.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("a CONNECT of 9 KB", MqttPackets.packet(0x10, new byte[9 * 1024])),
                Arguments.of("a CONNECT of 256 MB", new byte[] {0x10, -1, -1, -1, 0x7f}),
                Arguments.of("a length of five bytes", new byte[] {0x10, -1, -1, -1, -1, 1}),
                Arguments.of("an empty CONNECT", MqttPackets.packet(0x10)),
                Arguments.of("no protocol name", MqttPackets.packet(0x10, (byte) 0, (byte) 0)),
                Arguments.of("inner lengths that do not fit", shortened));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    @DisplayName("what is no CONNECT ends the connection at once")
    void noConnect(String what, byte[] bytes) throws Exception {
        try (MqttClient client = connected()) {
            assertTrue(endsAfter(client, bytes), what);
        }
    }

    static Stream<Arguments> malformedLater() {
        return Stream.of(
                Arguments.of("a second CONNECT", MqttPackets.connect("dev-1", MqttPackets.USER, "sas")),
                Arguments.of("QoS 2", MqttPackets.register("1", 2, 1, "{}")),
                Arguments.of("QoS 3", MqttPackets.packet(0x36, (byte) 0, (byte) 1, (byte) 'a', (byte) 0, (byte) 1)),
                Arguments.of("a topic with a wildcard", MqttPackets.publish("$dps/registrations/#", 0, 0, "")),
                Arguments.of("a topic that does not end", MqttPackets.packet(0x30, (byte) 1, (byte) 0, (byte) 'a')),
                Arguments.of("a topic of 2 KB", MqttPackets.register("r".repeat(2048), 0, 0, "")),
                Arguments.of("a payload over 96 KB", MqttPackets.register("1", 0, 0, "x".repeat(98 * 1024))),
                Arguments.of("a subscription to nothing", MqttPackets.packet(0x82, (byte) 0, (byte) 1)),
                Arguments.of("a subscription of 2 KB", MqttPackets.subscribe(1, "a".repeat(2048), 0)),
                Arguments.of("an answer of a server", new byte[] {(byte) 0xd0, 0}),
                Arguments.of("PUBREL", MqttPackets.packet(0x62, (byte) 0, (byte) 1)),
                Arguments.of("a type there is not", new byte[] {(byte) 0xf0, 0}),
                Arguments.of("a type of no meaning", new byte[] {0, 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedLater")
    @DisplayName("what no device sends ends the connection, and the app never hears of it")
    void noPacket(String what, byte[] bytes) throws Exception {
        try (MqttClient client = begun()) {
            assertTrue(endsAfter(client, bytes), what);
        }
        assertEquals(0, app.waiting(), what);
    }

    @Test
    @DisplayName("a connection that says nothing, or half a CONNECT byte by byte, is cut off in time")
    void slowConnect() throws Exception {
        try (RawConnection silent = connection()) {
            assertTrue(silent.isClosedByGateway());
        }
        try (RawConnection dripping = connection()) {
            dripping.send(new byte[] {0x10, (byte) 0xff, 0x3f});
            assertTrue(dripping.isCutOffWhileDripping('a'));
        }
    }

    @Test
    @DisplayName("a packet sent byte by byte is cut off although bytes keep coming")
    void slowPacket() throws Exception {
        try (RawConnection dripping = connection()) {
            MqttClient client = MqttClient.on(dripping).begin("sas");
            app.next();
            client.send(new byte[] {0x30, (byte) 0xff, 0x7f, 0, 8});
            assertTrue(dripping.isCutOffWhileDripping('a'));
        }
    }

    @Test
    @DisplayName("MQTT 3.1.2.10: silence past one and a half times keep alive ends the connection; pings keep it")
    void keepAlive() throws Exception {
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("MQTT", 4, 2, 1, "dev-1", MqttPackets.USER, "sas"));
            assertEquals(0, client.connectAnswer());
            app.next();
            long start = System.nanoTime();
            assertTrue(client.isClosedByGateway());
            Duration lasted = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(lasted.toMillis() >= 1_400 && lasted.toMillis() < 15_000, lasted::toString);
        }
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("MQTT", 4, 2, 0, "dev-1", MqttPackets.USER, "sas"));
            assertEquals(0, client.connectAnswer());
            app.next();
            assertTrue(client.isClosedByGateway(), "without keep alive what we bear is the bound");
        }
    }

    @Test
    @DisplayName("more packets than a device has reason to send end the connection")
    void flood() throws Exception {
        try (MqttClient client = begun()) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    client.send(MqttPackets.ping());
                }
                while (true) {
                    client.expect(0xd0);
                }
            });
        }
    }

    @Test
    @DisplayName("a client that reads nothing is cut off, and what waits for it is bounded")
    void neverReads() throws Exception {
        Limits fewAnswers = IMPATIENT.withMessages(new Limits.Messages(1_000, 1_000, Duration.ofSeconds(60)));
        String large = "{\"payload\":\"" + "x".repeat(1024 * 1024) + "\"}";
        try (StubApp verbose = StubApp.start();
                TestGateway other = TestGateway.start(fewAnswers.withConnections(1, 1), verbose)) {
            verbose.answers(response -> json(response, large));
            TestClient one = other.client().toPort(other.mqttPort());
            try (RawConnection connection = one.connect()) {
                MqttClient client = MqttClient.on(connection).begin("sas");
                for (int i = 0; i < 100; i++) {
                    client.send(MqttPackets.register("1", 0, 0, ""));
                }
                Await.until("the app to be asked", () -> verbose.waiting() > 4);
                int asked = verbose.waiting();
                assertTrue(asked < 50, "a client that does not read gets no more answers made: " + asked);
                Await.until("its place to be free again", () -> canConnect(one));
                assertTrue(verbose.waiting() <= asked + 5, "and none after that");
            }
        }
    }

    @Test
    @DisplayName("clients that ask and leave do not make an instance count as broken")
    void leavers() throws Exception {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        try {
            app.answers(response -> json(response));
            for (int i = 0; i < 5; i++) {
                try (MqttClient client = begun()) {
                    app.answers(held::add);
                    client.send(MqttPackets.register("1", 0, 0, "{}"));
                    app.next();
                }
                app.answers(response -> json(response));
            }
            try (MqttClient client = begun()) {
                client.send(MqttPackets.register("2", 0, 0, "{}"));
                assertEquals(
                        "$dps/registrations/res/200/?$rid=2", client.message().topic());
                app.next();
            }
        } finally {
            app.answers(response -> json(response));
        }
    }

    @Test
    @DisplayName("connections of one address are counted over all ports together")
    void sharedLimit() throws Exception {
        try (TestGateway narrow = TestGateway.start(IMPATIENT.withConnections(10, 1), app)) {
            TestClient mqtt = narrow.client().toPort(narrow.mqttPort());
            try (RawConnection first = narrow.client().connect()) {
                assertThrows(IOException.class, mqtt::connect);
                assertFalse(first.session().getProtocol().isEmpty());
            }
            Await.until("the place to be free", () -> canConnect(mqtt));
        }
    }

    private MqttClient begun() throws Exception {
        MqttClient client = connected().begin("sas");
        app.next();
        return client;
    }

    private MqttClient connected() throws Exception {
        return MqttClient.on(connection());
    }

    private RawConnection connection() throws Exception {
        return gateway.client().toPort(gateway.mqttPort()).connect();
    }

    private static boolean endsAfter(MqttClient client, byte[] bytes) {
        try {
            return client.send(bytes).isClosedByGateway();
        } catch (SocketException e) {
            return true; // before all of it was sent
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canConnect(TestClient client) {
        try (RawConnection connection = client.connect()) {
            return !connection.session().getProtocol().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static void json(HttpServerResponse response) {
        json(response, "{}");
    }

    private static void json(HttpServerResponse response, String body) {
        response.putHeader("Content-Type", "application/json; charset=utf-8").end(body);
    }
}

package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.EdgeProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("MQTT over WebSockets")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttWebSocketTest {
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        app.answers(response -> response.putHeader("Content-Type", "application/json; charset=utf-8")
                .end("{\"status\":\"assigned\"}"));
        gateway = TestGateway.start(Limits.standard(), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mqtt",
                "/",
                "/$iothub/websocket",
                "/$iothub/websocket?iothub-no-client-cert=true",
                "https://dps.example/$iothub/websocket"
            })
    @DisplayName("30: the subprotocol chooses, whatever the path, and the certificate comes along")
    void paths(String target) throws Exception {
        CertificateForge.Credential device = CertificateForge.chainOf(2, "dev-1");
        SwitchableKeys keys = new SwitchableKeys();
        keys.show(device);
        RawConnection connection = gateway.client().with(keys).connect();
        try (MqttClient client = new MqttClient(WebSocketClient.open(connection, target))) {
            client.begin("");
            client.send(MqttPackets.register("1", 1, 2, "{}"));
            client.expect(0x40, 0, 2);
            assertEquals("$dps/registrations/res/200/?$rid=1", client.message().topic());
            StubApp.Seen register = app.next();
            assertEquals(EdgeProtocol.MQTT_WS, register.claims().protocol());
            assertEquals("dps.example", register.claims().hostName());
            List<byte[]> chain = register.claims().chain().der();
            assertArrayEquals(device.der().get(0), chain.get(0));
            client.send(MqttPackets.disconnect());
            assertTrue(client.isClosedByGateway());
        }
    }

    @ParameterizedTest
    @CsvSource({"mqtt,mqtt", "MQTT,MQTT", "'mqttv5, mqtt',mqtt", "'other,Mqtt , x',Mqtt"})
    @DisplayName("11.1: the subprotocol compares without case and is echoed as the client spelt it")
    void subprotocols(String asked, String echoed) throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            RawConnection.Answer answer = WebSocketClient.ask(connection, "/mqtt", asked);
            assertEquals(101, answer.status());
            assertEquals(echoed, answer.header("sec-websocket-protocol"));
            assertEquals(WebSocketClient.ACCEPTED, answer.header("sec-websocket-accept"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | Sec-WebSocket-Protocol: mqtt | Sec-WebSocket-Protocol: soap | 400",
                "GET | Sec-WebSocket-Protocol: mqtt | X-None: y | 400",
                "GET | Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8 | 426",
                "GET | Connection: keep-alive, Upgrade | Connection: keep-alive | 400",
                "GET | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | X-None: y | 400",
                "GET | Upgrade: websocket | Upgrade: websocket%Content-Length: 1 | 400",
                "POST | Upgrade: websocket | Upgrade: websocket | 400"
            })
    @DisplayName("what no WebSocket client sends is refused as HTTP, in the contract's form")
    void refused(String method, String line, String changed, int status) throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            String head = WebSocketClient.head("mqtt").replace(line, changed.replace("%", "\r\n"));
            RawConnection.Answer answer = connection.ask(method + " /mqtt HTTP/1.1", head);
            assertEquals(status, answer.status());
            assertTrue(answer.body().startsWith("{\"errorCode\":" + status), answer.body());
            assertTrue(connection.isClosedByGateway());
        }
    }

    @Test
    @DisplayName("MQTT 6.0: packets are cut into frames in any way")
    void framing() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(gateway.client().connect(), "/mqtt")) {
            MqttClient client = new MqttClient(socket);
            for (byte one : MqttPackets.connect("dev-1", MqttPackets.USER, "sas")) {
                socket.send(new byte[] {one});
            }
            assertEquals(0, client.connectAnswer());
            app.next();
            byte[] subscribe = MqttPackets.subscribe(1, MqttPackets.RESPONSES, 0);
            byte[] both = new byte[subscribe.length + 2];
            System.arraycopy(subscribe, 0, both, 0, subscribe.length);
            System.arraycopy(MqttPackets.ping(), 0, both, subscribe.length, 2);
            socket.frame(WebSocketClient.BINARY, false, Arrays.copyOf(both, 5));
            socket.frame(WebSocketClient.CONTINUATION, true, Arrays.copyOfRange(both, 5, both.length));
            client.expect(0x90, 0, 1, 0);
            client.expect(0xd0);
            socket.frame(WebSocketClient.PING, new byte[] {1, 2});
            WebSocketClient.Frame pong = socket.frame();
            assertEquals(WebSocketClient.PONG, pong.code());
            assertArrayEquals(new byte[] {1, 2}, pong.data().getBytes());
        }
    }

    @Test
    @DisplayName("MQTT 6.0: text ends the connection, as do frames that are none")
    void noFrames() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(gateway.client().connect(), "/mqtt")) {
            socket.frame(WebSocketClient.TEXT, "x".getBytes(StandardCharsets.UTF_8));
            assertTrue(socket.isClosedByGateway());
        }
        try (RawConnection raw = gateway.client().connect()) {
            WebSocketClient socket = WebSocketClient.open(raw, "/mqtt");
            raw.send(new byte[] {(byte) 0xff, 2, 3, 4}); // reserved bits, no mask
            assertTrue(socket.isClosedByGateway());
        }
    }

    @Test
    @DisplayName("a ping is answered, a thousand are too many")
    void pings() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(gateway.client().connect(), "/mqtt")) {
            boolean cut = false;
            for (int i = 0; i < 1_001 && !cut; i++) {
                socket.frame(WebSocketClient.PING, new byte[] {1});
                cut = socket.frame().code() == WebSocketClient.CLOSE;
            }
            assertTrue(cut);
        }
    }

    @Test
    @DisplayName("HTTP goes on beside it, also with another upgrade in mind")
    void http() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            RawConnection.Answer answer =
                    connection.ask("GET /x HTTP/1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            assertEquals(200, answer.status());
            assertEquals("/x", app.next().uri());
        }
    }
}

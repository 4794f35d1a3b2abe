package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet for packet what .NET's device SDK sends and insists on, as its source has it; it runs in no test itself. */
@DisplayName("clients.md section 4: .NET's device SDK")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DotNetTest {
    private static final String NAME = "0ne1/registrations/dev-1";
    private static final String USER =
            NAME + "/api-version=2019-03-31&ClientVersion=.NET%2F1.19.4%20%28.NET%208.0.1%3B%20Linux%20x64%29";
    private static final String CORRELATION = "5ab7d3a5-2b3c-4b8e-9f0e-4a35f0b0a001";
    private static final String ASSIGNING = "{\"operationId\":\"4.x\",\"status\":\"assigning\"}";
    private static final String ASSIGNED = "{\"operationId\":\"4.x\",\"status\":\"assigned\"}";
    private static final String THROTTLED = "{\"errorCode\":429001}";

    /** How it takes the status out of a topic, and the hint. */
    private static final Pattern TOPIC = Pattern.compile("^\\$dps/registrations/res/(.*?)/\\?\\$rid=(.*?)$");

    private static final int CLEAN_SESSION = 2;
    private static final int NO_KEEP_ALIVE = 0;

    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard().withHold(Duration.ZERO), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @BeforeEach
    void answersAssigning() {
        answers(202, ASSIGNING);
        app.forget();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("20, 23: its states take CONNACK, SUBACK, then PUBACK and PUBLISH in turn, for empty payloads too")
    void mqtt(boolean webSocket) throws Exception {
        try (MqttClient client = mqttClient(webSocket)) {
            client.send(MqttPackets.connect("MQTT", 4, CLEAN_SESSION, NO_KEEP_ALIVE, "dev-1", USER, "sas"));
            assertEquals(0, client.connectAnswer());
            client.send(MqttPackets.subscribe(1, MqttPackets.RESPONSES, 1));
            client.expect(0x90, 0, 1, 1);
            app.forget();

            client.send(MqttPackets.register("2", 1, 2, ""));
            assertAnswer(client, 2, "202", ASSIGNING);
            StubApp.Seen register = app.next();
            assertEquals(0, register.body().length());
            assertEquals("sas", register.headers().get("Authorization"));

            answers(429, THROTTLED);
            client.send(operation(3));
            assertAnswer(client, 3, "429", THROTTLED);

            answers(200, ASSIGNED);
            client.send(operation(4));
            assertAnswer(client, 4, "200", ASSIGNED);
            client.send(MqttPackets.disconnect());
            assertTrue(client.isClosedByGateway());
        }
    }

    private static byte[] operation(int id) {
        String topic = "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=" + id + "&operationId=4.x";
        return MqttPackets.publish(topic, 1, id, "");
    }

    /** It acknowledges each PUBLISH, and would fail on a QoS of 0 or another order. */
    private static void assertAnswer(MqttClient client, int id, String status, String payload) throws Exception {
        client.expect(0x40, 0, id);
        MqttClient.Message answer = client.message();
        Matcher topic = TOPIC.matcher(answer.topic());
        assertTrue(topic.matches(), answer.topic());
        assertEquals(status, topic.group(1));
        assertEquals(id + "&retry-after=3", topic.group(2));
        assertEquals(1, answer.qos());
        assertEquals(payload, answer.payload());
        client.send(MqttPackets.packet(0x40, (byte) (answer.id() >> 8), (byte) answer.id()));
    }

    private MqttClient mqttClient(boolean webSocket) throws Exception {
        if (webSocket) {
            return new MqttClient(WebSocketClient.open(gateway.client().connect(), "/"));
        }
        return MqttClient.on(gateway.client().toPort(gateway.mqttPort()).connect());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("27 to 29: one link after the other, outcomes settled by the sender's leave, the hint as Retry-After")
    void amqp(boolean webSocket) throws Exception {
        try (RawConnection connection = amqpConnection(webSocket)) {
            AmqpDevice device = webSocket
                    ? new AmqpDevice(WebSocketClient.open(connection, "/", "AMQPWSB10"))
                    : new AmqpDevice(connection);
            assertEquals(SaslCode.OK, device.plain(NAME, "SharedAccessSignature sr=x"));
            app.forget();
            device.begin(NAME, "2019-03-31");
            device.sender().setReceiverSettleMode(ReceiverSettleMode.SECOND);
            device.until(() ->
                    device.linksAre(EndpointState.ACTIVE) && device.sender().getCredit() > 0);
            assertEquals(NAME, device.receiver().getRemoteSource().getAddress());
            assertNotNull(device.sender().getRemoteTarget());

            assertInstanceOf(Accepted.class, send(device, register()));
            assertAnswer(ASSIGNING, device.answer());
            assertEquals(0, app.next().body().length());

            answers(429, THROTTLED);
            Rejected rejected = (Rejected) send(device, operation());
            assertEquals(THROTTLED, rejected.getError().getDescription());
            Map<?, ?> info = rejected.getError().getInfo();
            assertEquals("3", String.valueOf(info.get(Symbol.valueOf("Retry-After"))));

            answers(200, ASSIGNED);
            assertInstanceOf(Accepted.class, send(device, operation()));
            assertAnswer(ASSIGNED, device.answer());
        }
    }

    private RawConnection amqpConnection(boolean webSocket) throws Exception {
        return webSocket
                ? gateway.client().connect()
                : gateway.client().toPort(gateway.amqpPort()).connect();
    }

    /** Without a payload of the device's own: an empty data section. */
    private static byte[] register() {
        return encoded(
                Map.of("iotdps-operation-type", "iotdps-register", "iotdps-forceRegistration", false),
                new Data(new Binary(new byte[0])));
    }

    private static byte[] operation() {
        return encoded(
                Map.of("iotdps-operation-type", "iotdps-get-operationstatus", "iotdps-operation-id", "4.x"),
                new AmqpValue("iotdps-get-operationstatus"));
    }

    private static byte[] encoded(Map<String, Object> properties, Section body) {
        Message message = Proton.message();
        message.setCorrelationId(CORRELATION);
        message.setApplicationProperties(new ApplicationProperties(new HashMap<>(properties)));
        message.setBody(body);
        byte[] room = new byte[4096];
        return Arrays.copyOf(room, message.encode(room, 0, room.length));
    }

    private static DeliveryState send(AmqpDevice device, byte[] message) throws Exception {
        Delivery delivery = device.transfer(message);
        device.until(() -> delivery.getRemoteState() != null);
        delivery.settle();
        return delivery.getRemoteState();
    }

    private static void assertAnswer(String payload, Message answer) {
        Binary data = ((Data) answer.getBody()).getValue();
        assertEquals(
                payload, new String(data.getArray(), data.getArrayOffset(), data.getLength(), StandardCharsets.UTF_8));
        assertEquals(CORRELATION, answer.getCorrelationId());
        Map<String, Object> properties = answer.getApplicationProperties().getValue();
        assertEquals("3", String.valueOf(properties.get("Retry-After")));
    }

    private void answers(int status, String body) {
        app.answers(response -> json(response, status, body));
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Retry-After", "3")
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body);
    }
}

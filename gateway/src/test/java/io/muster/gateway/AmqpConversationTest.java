package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("11.20 to 11.25: registering over AMQP")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpConversationTest {
    private static final String NAME = "0ne1/registrations/device-1";
    private static final String ASSIGNING = "{\"operationId\":\"o1\",\"status\":\"assigning\"}";

    private AmqpListener gateway;

    @BeforeAll
    void start() throws Exception {
        gateway = AmqpListener.start(AmqpListener.limits());
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void forget() throws Exception {
        while (gateway.app().waiting() > 0) {
            StubApp.Seen unused = gateway.app().next();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, "/" + NAME, "amqps://dps.example:5671/" + NAME, "amqps://dps.example/" + NAME})
    @DisplayName(
            "11.21 to 11.24: a register goes to the app as sent, its answer comes back as data, with the hint twice")
    void register(String address) throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(address, "2019-03-31");
            answers(202, Optional.of("3"), ASSIGNING);
            DeliveryState outcome =
                    device.send("iotdps-register", Optional.empty(), bytes("{\"payload\":{\"a\":1.0}}"));
            Message answer = device.answer();

            assertInstanceOf(Accepted.class, outcome);
            assertEquals(ASSIGNING, text(answer));
            assertEquals("c1", answer.getCorrelationId());
            Map<String, Object> properties = answer.getApplicationProperties().getValue();
            assertEquals("3", String.valueOf(properties.get("retry-after")));
            assertEquals("3", String.valueOf(properties.get("Retry-After")));
            StubApp.Seen seen = gateway.app().next();
            assertEquals("PUT", seen.method());
            assertEquals("/0ne1/registrations/device-1/register?api-version=2019-03-31", seen.uri());
            assertEquals("{\"payload\":{\"a\":1.0}}", seen.body().toString());
            assertEquals("SharedAccessSignature sr=x", seen.headers().get("Authorization"));
        }
    }

    @Test
    @DisplayName("11.23: a poll names its operation; Node's has no data but an empty text")
    void poll() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            answers(200, Optional.empty(), "{\"operationId\":\"o1\",\"status\":\"assigned\"}");
            DeliveryState outcome = device.send(
                    "iotdps-get-operationstatus", Optional.of("o1"), new AmqpValue(""), UUID.fromString("0-0-0-0-1"));
            Message answer = device.answer();

            assertInstanceOf(Accepted.class, outcome);
            assertEquals(UUID.fromString("0-0-0-0-1"), answer.getCorrelationId());
            assertEquals(null, answer.getApplicationProperties());
            StubApp.Seen seen = gateway.app().next();
            assertEquals("GET", seen.method());
            assertEquals("/0ne1/registrations/device-1/operations/o1?api-version=2019-03-31", seen.uri());
        }
    }

    @Test
    @DisplayName("AMQP 1.0, 3.2.4: what is no message id is no correlation id, and gets an answer all the same")
    void correlationOfAnotherType() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            for (Object id : List.of(List.of("c1"), Map.of("c", 1), 7, true, "c".repeat(257))) {
                Rejected outcome = (Rejected)
                        device.send("iotdps-register", Optional.empty(), new Data(new Binary(new byte[2])), id);
                assertTrue(outcome.getError().getDescription().contains("\"errorCode\":400004"), id::toString);
            }
        }
    }

    @Test
    @DisplayName("11.23: the registration's state can be asked for")
    void state() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            answers(200, Optional.empty(), "{\"status\":\"assigned\"}");
            DeliveryState outcome = device.send("iotdps-get-registration", Optional.empty(), new byte[0]);

            assertInstanceOf(Accepted.class, outcome);
            assertEquals("{\"status\":\"assigned\"}", text(device.answer()));
            assertEquals("POST", gateway.app().next().method());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, amqp:unauthorized-access",
        "404, amqp:not-found",
        "400, amqp:not-allowed",
        "429, amqp:resource-limit-exceeded",
        "503, amqp:internal-error"
    })
    @DisplayName(
            "11.25, clients.md 28: an error is a rejected outcome with the error JSON and the hint; the link lives on")
    void errors(int status, String condition) throws Exception {
        String error = "{\"errorCode\":" + status + "001,\"message\":\"m\"}";
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            answers(status, Optional.of("7"), error);
            Rejected outcome = (Rejected) device.send("iotdps-register", Optional.empty(), bytes("{}"));

            assertEquals(condition, outcome.getError().getCondition().toString());
            assertEquals(error, outcome.getError().getDescription());
            Map<?, ?> info = outcome.getError().getInfo();
            assertEquals("7", String.valueOf(info.get(Symbol.valueOf("Retry-After"))));
            assertEquals("7", String.valueOf(info.get(Symbol.valueOf("retry-after"))));

            answers(202, Optional.of("3"), ASSIGNING);
            for (int i = 0; i < 20; i++) {
                assertInstanceOf(Accepted.class, device.send("iotdps-register", Optional.empty(), bytes("{}")));
                assertEquals(ASSIGNING, text(device.answer()));
            }
        }
    }

    @Test
    @DisplayName("clients.md 25: with a certificate no SASL is needed, and the chain goes along")
    void bareHeader() throws Exception {
        Credential credential = CertificateForge.chainOf(2, "device");
        try (AmqpDevice device = gateway.device(credential)) {
            device.open("/" + NAME, "2019-03-31");
            answers(202, Optional.empty(), ASSIGNING);
            DeliveryState outcome = device.send("iotdps-register", Optional.empty(), bytes("{}"));

            assertInstanceOf(Accepted.class, outcome);
            StubApp.Seen seen = gateway.app().next();
            assertArrayEquals(
                    credential.der().get(1), seen.claims().chain().der().get(1));
            assertEquals(false, seen.headers().contains("Authorization"));
        }
    }

    @Test
    @DisplayName("A chain that is too long is told so, as over HTTPS")
    void longChain() throws Exception {
        try (AmqpDevice device = gateway.device(CertificateForge.chainOf(7, "deep"))) {
            device.open(NAME, "2019-03-31");
            Rejected outcome = (Rejected) device.send("iotdps-register", Optional.empty(), bytes("{}"));

            assertTrue(outcome.getError().getDescription().contains("more than 6 certificates"));
        }
    }

    @Test
    @DisplayName("Without a certificate a bare AMQP header is answered with SASL's, and the end")
    void bareWithoutCertificate() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            device.raw().send(AmqpDevice.AMQP_HEADER);

            assertArrayEquals(AmqpDevice.SASL_HEADER, device.raw().input().readNBytes(8));
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0ne1/registrations/device-2",
                "0ne2/registrations/device-1",
                "",
                "0ne1/registrations/device-1/x",
                "$management"
            })
    @DisplayName("A link to any address but the device's own is refused")
    void foreignAddress(String address) throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.begin(address, "2019-03-31");
            device.until(() -> device.linksAre(EndpointState.CLOSED));

            assertEquals(
                    "amqp:unauthorized-access",
                    device.sender().getRemoteCondition().getCondition().toString());
        }
    }

    @Test
    @DisplayName("seams 5: the address may spell the registration id otherwise")
    void otherCase() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open("0ne1/registrations/DEVICE-1", "2019-03-31");

            assertTrue(device.linksAre(EndpointState.ACTIVE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "iotdps-unknown"})
    @DisplayName("A message that names no operation is rejected in the contract's form")
    void unknownOperation(String operation) throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            Rejected outcome = (Rejected) device.send(operation, Optional.empty(), bytes("{}"));

            assertTrue(outcome.getError().getDescription().contains("\"errorCode\":400004"));
            assertEquals(0, gateway.app().waiting());
        }
    }

    private AmqpDevice loggedIn() throws Exception {
        answers(404, Optional.empty(), "{}");
        AmqpDevice device = gateway.device();
        assertEquals(SaslCode.OK, device.plain(NAME, "SharedAccessSignature sr=x"));
        assertEquals("POST", gateway.app().next().method());
        return device;
    }

    private void answers(int status, Optional<String> retryAfter, String body) {
        gateway.app().answers(response -> {
            retryAfter.ifPresent(seconds -> response.putHeader("Retry-After", seconds));
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("x-ms-error-code", status == 404 ? "404202" : status + "001")
                    .end(body);
        });
    }

    private static String text(Message message) {
        Binary binary = ((Data) message.getBody()).getValue();
        return new String(binary.getArray(), binary.getArrayOffset(), binary.getLength(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("AMQP: sizes, credit, and the end of the gateway")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpFlowTest {
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

    @Test
    @DisplayName("5.9: a body over 96 KB is rejected with 413001; one far over it costs the link")
    void largeBodies() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            Rejected outcome =
                    (Rejected) device.send("iotdps-register", Optional.empty(), new byte[AmqpListener.BODY + 1]);
            assertTrue(outcome.getError().getDescription().contains("\"errorCode\":413001"));

            device.transfer(AmqpDevice.message(
                    "iotdps-register", Optional.empty(), new Data(new Binary(new byte[120 * 1024])), "c"));
            device.until(() -> device.sender().getRemoteState() == EndpointState.CLOSED);
            assertEquals(
                    "amqp:link:message-size-exceeded",
                    device.sender().getRemoteCondition().getCondition().toString());
        }
    }

    @Test
    @DisplayName("An answer waits for a link with credit")
    void waitsForCredit() throws Exception {
        try (AmqpDevice device = loggedIn()) {
            device.open(NAME, "2019-03-31");
            answers(202, ASSIGNING);
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(Accepted.class, device.send("iotdps-register", Optional.empty(), bytes("{}")));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(ASSIGNING, text(device.answer()));
            }
        }
    }

    @Test
    @DisplayName("A client that sends without credit loses its link")
    void beyondCredit() throws Exception {
        try (AmqpListener own = AmqpListener.start(AmqpListener.limits());
                AmqpDevice device = own.device(CertificateForge.chainOf(1, "device"))) {
            own.app().answers(HttpServerResponse::bytesWritten);
            device.open(NAME, "2019-03-31");
            byte[] message =
                    AmqpDevice.message("iotdps-register", Optional.empty(), new Data(new Binary(new byte[2])), "c");
            for (int i = 0; i < 4; i++) {
                device.transfer(message);
            }
            device.flush();
            // The engine keeps to its credit, so the fifth is the fourth's bytes again, under the next delivery id.
            device.raw().send(transferFrame(4, message));
            device.until(() -> device.sender().getRemoteState() == EndpointState.CLOSED);

            assertEquals(
                    "amqp:link:transfer-limit-exceeded",
                    device.sender().getRemoteCondition().getCondition().toString());
        }
    }

    @Test
    @DisplayName("Draining lets a request be answered, closes its connection then, and others at once")
    void drain() throws Exception {
        try (AmqpListener draining = AmqpListener.start(AmqpListener.limits());
                AmqpDevice idle = draining.device(CertificateForge.chainOf(1, "idle"));
                AmqpDevice device = draining.device(CertificateForge.chainOf(1, "device"))) {
            idle.open(NAME, "2019-03-31");
            device.open(NAME, "2019-03-31");
            Promise<HttpServerResponse> held = Promise.promise();
            draining.app().answers(held::complete);
            device.transfer(
                    AmqpDevice.message("iotdps-register", Optional.empty(), new Data(new Binary(bytes("{}"))), "c"));
            device.flush();
            HttpServerResponse response = Await.result(held.future());

            Future<Void> drained = draining.drain();
            assertThrows(EOFException.class, () -> idle.until(() -> false));
            response.setStatusCode(202)
                    .putHeader("Content-Type", "application/json")
                    .end(ASSIGNING);

            assertEquals(ASSIGNING, text(device.answer()));
            assertEquals(EndpointState.CLOSED, closed(device));
            Await.result(drained);
        }
    }

    @Test
    @DisplayName("Draining waits for answers that a client has no credit for yet")
    void drainAndCredit() throws Exception {
        try (AmqpListener draining = AmqpListener.start(AmqpListener.limits());
                AmqpDevice device = draining.device(CertificateForge.chainOf(1, "device"))) {
            draining.app()
                    .answers(response -> response.setStatusCode(202)
                            .putHeader("Content-Type", "application/json")
                            .end(ASSIGNING));
            device.open(NAME, "2019-03-31");
            for (int i = 0; i < 2; i++) {
                assertInstanceOf(Accepted.class, device.send("iotdps-register", Optional.empty(), bytes("{}")));
            }

            Future<Void> drained = draining.drain();
            assertEquals(ASSIGNING, text(device.answer()));
            assertEquals(ASSIGNING, text(device.answer()));
            assertEquals(EndpointState.CLOSED, closed(device));
            Await.result(drained);
        }
    }

    @Test
    @DisplayName("Draining does not wait for who has not come through SASL")
    void drainAndSasl() throws Exception {
        try (AmqpListener draining = AmqpListener.start(AmqpListener.limits());
                AmqpDevice device = draining.device()) {
            assertEquals(2, device.mechanisms().size());

            Future<Void> drained = draining.drain();
            assertTrue(device.raw().isClosedByGateway());
            Await.result(drained);
        }
    }

    private static EndpointState closed(AmqpDevice device) throws Exception {
        device.until(() -> device.amqp().getRemoteState() == EndpointState.CLOSED);
        return device.amqp().getRemoteState();
    }

    /** Channel 0, handle 1, the given delivery id, whole and unsettled. */
    private static byte[] transferFrame(int id, byte[] message) {
        byte[] head = {
            0,
            0,
            0,
            0,
            2,
            0,
            0,
            0,
            0x00,
            0x53,
            0x14,
            (byte) 0xc0,
            9,
            4,
            0x52,
            1,
            0x52,
            (byte) id,
            (byte) 0xa0,
            1,
            9,
            0x43
        };
        byte[] frame = Arrays.copyOf(head, head.length + message.length);
        System.arraycopy(message, 0, frame, head.length, message.length);
        ByteBuffer.wrap(frame).putInt(0, frame.length);
        return frame;
    }

    private AmqpDevice loggedIn() throws Exception {
        answers(404, "{}");
        AmqpDevice device = gateway.device();
        assertEquals(SaslCode.OK, device.plain(NAME, "SharedAccessSignature sr=x"));
        assertEquals("POST", gateway.app().next().method());
        return device;
    }

    private void answers(int status, String body) {
        gateway.app().answers(response -> {
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

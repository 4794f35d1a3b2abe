package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import io.muster.gateway.amqp.AmqpLimits;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.security.SaslInit;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AMQP clients that are slow, half there, too large or wrong")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpAbuseTest {
    private static final String NAME = "0ne1/registrations/device-1";

    private AmqpListener gateway;
    private Credential certificate;

    @BeforeAll
    void start() throws Exception {
        certificate = CertificateForge.chainOf(1, "device");
        gateway = AmqpListener.start(new AmqpLimits(
                AmqpListener.BODY + 8192,
                Duration.ofMillis(800),
                Duration.ofMillis(800),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1)));
        answerAll();
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
    }

    private void answerAll() {
        gateway.app()
                .answers(response -> response.setStatusCode(404)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("x-ms-error-code", "404202")
                        .end("{}"));
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @Test
    void a_header_that_drips_is_cut_off() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            device.raw().send("AMQ");
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @Test
    void a_sasl_init_that_drips_is_cut_off_although_bytes_keep_coming() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            assertEquals(2, device.mechanisms().size());
            device.raw().send(ByteBuffer.allocate(4).putInt(500).array());
            assertTrue(device.raw().isCutOffWhileDripping('a'));
        }
    }

    @Test
    void who_is_let_in_and_then_does_not_open_is_closed() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            assertEquals(SaslCode.OK, device.plain(NAME, "t"));
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @Test
    void a_frame_that_drips_is_cut_off() throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.raw().send(ByteBuffer.allocate(4).putInt(5000).array());
            assertTrue(dripsInVain(device));
        }
    }

    private static boolean dripsInVain(AmqpDevice device) throws Exception {
        for (int i = 0; i < 400 && !device.raw().isCutOffWhileDripping('a'); i++) {
            // what the gateway says in between is no end
        }
        return true;
    }

    @Test
    void a_connection_without_requests_is_closed_although_it_beats() throws Exception {
        AmqpLimits limits = new AmqpLimits(
                AmqpListener.BODY,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
        try (AmqpListener patient = AmqpListener.start(limits);
                AmqpDevice device = patient.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.raw().send(new byte[] {0, 0, 0, 8, 2, 0, 0, 0});
            device.until(() -> device.amqp().getRemoteState() == EndpointState.CLOSED);
            assertEquals(
                    Symbol.valueOf("amqp:connection:forced"),
                    device.amqp().getRemoteCondition().getCondition());
        }
    }

    @Test
    void a_connection_that_falls_silent_is_closed_by_the_idle_time_out() throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.until(() -> device.amqp().getRemoteState() == EndpointState.CLOSED);
            assertEquals(
                    Symbol.valueOf("amqp:resource-limit-exceeded"),
                    device.amqp().getRemoteCondition().getCondition());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0010\u001d\0\4MQTT", "AMQP\2\1\0\0", "\0\0\0\0\0\0\0\0"})
    void other_protocols_get_our_header_and_the_end(String bytes) throws Exception {
        try (AmqpDevice device = gateway.device()) {
            device.raw().send(bytes);
            assertEquals(
                    new String(AmqpDevice.SASL_HEADER, StandardCharsets.ISO_8859_1),
                    new String(device.raw().input().readNBytes(8), StandardCharsets.ISO_8859_1));
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @Test
    void a_sasl_frame_beyond_the_limit_is_refused_at_its_size() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            assertEquals(2, device.mechanisms().size());
            device.raw().send(ByteBuffer.allocate(4).putInt(1025).array());
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    @Test
    void an_amqp_frame_beyond_the_announced_size_closes_with_the_reason() throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.raw().send(ByteBuffer.allocate(4).putInt(16 * 1024 + 1).array());
            device.until(() -> device.amqp().getRemoteState() == EndpointState.CLOSED);
            assertEquals(
                    "amqp:framing-error",
                    device.amqp().getRemoteCondition().getCondition().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000c 02000000 00531045", // a second open
                "00000010 02000000 005312d0 ffffffff", // an attach larger than its frame
                "0000000c 02010000 00534445", // SASL now
                "0000000c 0200ffff 00531345", // a flow on a channel nobody began
                "00000009 02000000 40" // null for a performative
            })
    void a_frame_that_is_wrong_or_not_due_ends_the_connection(String hex) throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.raw().send(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThrows(EOFException.class, () -> device.until(() -> false));
        }
    }

    @Test
    void links_without_end_close_the_connection() throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            for (int i = 0; i < 10; i++) {
                Receiver more = device.session().receiver("more-" + i);
                Source source = new Source();
                source.setAddress(NAME);
                more.setSource(source);
                more.open();
            }
            device.until(() -> device.amqp().getRemoteState() == EndpointState.CLOSED);
            assertEquals(
                    Symbol.valueOf("amqp:resource-limit-exceeded"),
                    device.amqp().getRemoteCondition().getCondition());
        }
    }

    @Test
    @DisplayName("Everything in one write, ahead of all answers, is served in order")
    void pipelined() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            SaslInit init = new SaslInit();
            init.setMechanism(Symbol.valueOf("PLAIN"));
            init.setInitialResponse(new Binary(("\0" + NAME + "\0t").getBytes(StandardCharsets.UTF_8)));
            device.begin(NAME, "2019-03-31");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(AmqpDevice.SASL_HEADER);
            all.writeBytes(device.encoded(init));
            all.writeBytes(device.drained());
            device.raw().send(all.toByteArray());

            assertEquals(8, device.raw().input().readNBytes(8).length);
            Object mechanisms = device.saslFrame();
            assertEquals(SaslCode.OK, device.outcome(), mechanisms::toString);
            device.until(() -> device.linksAre(EndpointState.ACTIVE));
        }
    }

    @Test
    @DisplayName("A client that does not read its answers is cut off, and the app's other clients do not notice")
    void doesNotRead() throws Exception {
        gateway.app()
                .answers(response -> response.setStatusCode(202)
                        .putHeader("Content-Type", "application/json")
                        .end("{\"big\":\"" + "x".repeat(4_000_000) + "\"}"));
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            device.receiver().flow(100);
            device.session().setIncomingCapacity(Integer.MAX_VALUE);
            byte[] message =
                    AmqpDevice.message("iotdps-register", Optional.empty(), new Data(new Binary(new byte[2])), "c");
            for (int i = 0; i < 4; i++) {
                device.transfer(message);
            }
            device.flush();
            Await.until("the connection is gone", () -> gateway.connections() == 0);
        } finally {
            answerAll();
        }
    }

    @Test
    @DisplayName("A client that breaks the protocol and does not read what was sent to it is cut off, too")
    void breaksOffWithoutReading() throws Exception {
        AmqpLimits reading = new AmqpLimits(
                AmqpListener.BODY + 8192,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        try (AmqpListener own = AmqpListener.start(reading);
                AmqpDevice device = own.device(certificate)) {
            own.app()
                    .answers(response -> response.setStatusCode(202)
                            .putHeader("Content-Type", "application/json")
                            .end("{\"big\":\"" + "x".repeat(4_000_000) + "\"}"));
            device.open(NAME, "2019-03-31");
            device.receiver().flow(100);
            device.session().setIncomingCapacity(Integer.MAX_VALUE);
            device.transfer(
                    AmqpDevice.message("iotdps-register", Optional.empty(), new Data(new Binary(new byte[2])), "c"));
            device.flush();
            device.raw().send(new byte[] {0, 0, 0, 12, 2, 9, 0, 0, 0, 0, 0, 0});
            Await.until("the connection is gone", () -> own.connections() == 0);
        }
    }

    @Test
    void messages_faster_than_the_app_can_bear_close_the_connection() throws Exception {
        try (AmqpDevice device = gateway.device(certificate)) {
            device.open(NAME, "2019-03-31");
            int sent = 0;
            while (device.amqp().getRemoteState() != EndpointState.CLOSED) {
                assertTrue(++sent < 1_000, "borne for ever");
                Delivery delivery = device.transfer(AmqpDevice.message(
                        "iotdps-get-registration", Optional.empty(), new Data(new Binary(new byte[0])), "c"));
                device.until(() ->
                        delivery.getRemoteState() != null || device.amqp().getRemoteState() == EndpointState.CLOSED);
                delivery.settle();
            }
            assertTrue(sent > 60, "a burst is borne, not " + sent);
            assertEquals(
                    Symbol.valueOf("amqp:resource-limit-exceeded"),
                    device.amqp().getRemoteCondition().getCondition());
        }
    }
}

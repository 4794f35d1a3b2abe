package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.muster.core.edge.EdgeProtocol;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("11.20: AMQP on its port and over WebSockets, of the whole gateway")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpWebSocketTest {
    private static final String NAME = "0ne1/registrations/device-1";
    private static final String ASSIGNED = "{\"operationId\":\"o1\",\"status\":\"assigned\"}";

    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
        app.answers(response ->
                response.putHeader("Content-Type", "application/json").end(ASSIGNED));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/$iothub/websocket", "/", "https://dps.example/$iothub/websocket?iothub-no-client-cert=true"})
    @DisplayName("clients.md 30: whatever the path, and with an absolute request line, the subprotocol decides")
    void overWebSockets(String target) throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            registers(new AmqpDevice(WebSocketClient.open(connection, target, "AMQPWSB10")), EdgeProtocol.AMQP_WS);
        }
    }

    @Test
    void overTls() throws Exception {
        try (AmqpDevice device =
                new AmqpDevice(gateway.client().toPort(gateway.amqpPort()).connect())) {
            registers(device, EdgeProtocol.AMQP);
        }
    }

    private void registers(AmqpDevice device, EdgeProtocol protocol) throws Exception {
        assertEquals(SaslCode.OK, device.plain(NAME, "token"));
        assertEquals(protocol, app.next().claims().protocol());
        device.open(NAME, "2019-03-31");
        assertInstanceOf(Accepted.class, device.send("iotdps-register", Optional.empty(), new byte[0]));
        Message answer = device.answer();

        assertEquals(ASSIGNED, ((Data) answer.getBody()).getValue().toString());
        assertEquals(protocol, app.next().claims().protocol());
    }
}

package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 13: client certificates")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_chain_of_three_from_an_unknown_root_is_carried_leaf_first(String protocol) throws Exception {
        Credential device = CertificateForge.chainOf(3, "device");
        SwitchableKeys keys = new SwitchableKeys();
        keys.show(device);

        ask(keys, protocol);

        List<byte[]> carried = app.next().claims().chain().der();
        assertEquals(3, carried.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(device.der().get(i), carried.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_certificate_is_asked_for_with_an_empty_ca_list_and_may_be_absent(String protocol) throws Exception {
        SwitchableKeys keys = new SwitchableKeys();

        ask(keys, protocol);

        assertEquals(List.of(), keys.issuersNamed());
        assertTrue(keys.asked() > 0);
        assertTrue(app.next().claims().chain().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_certificate_without_its_key_does_not_get_through_the_handshake(String protocol) throws Exception {
        SwitchableKeys keys = new SwitchableKeys();
        keys.showWithKeyOf(CertificateForge.chainOf(1, "victim"), CertificateForge.chainOf(1, "thief"));

        assertThrows(IOException.class, () -> ask(keys, protocol));
        assertEquals(0, app.waiting());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_chain_of_seven_is_refused_with_the_reason(String protocol) throws Exception {
        SwitchableKeys keys = new SwitchableKeys();
        keys.show(CertificateForge.chainOf(7, "deep"));

        RawConnection.Answer answer = ask(keys, protocol);

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("more than 6 certificates"), answer.body());
        assertEquals(0, app.waiting());
    }

    @Test
    void tls_1_1_is_not_spoken() throws Exception {
        byte[] hello = HexFormat.of()
                .parseHex("160302002f" + "0100002b" + "0302" + "5a".repeat(32) + "00" + "0004c013002f" + "0100");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(hello);

            byte[] alert = socket.getInputStream().readNBytes(7);

            assertEquals("15", HexFormat.of().formatHex(alert, 0, 1), "an alert");
            assertEquals("0246", HexFormat.of().formatHex(alert, 5, 7), "fatal: protocol version");
        }
    }

    private RawConnection.Answer ask(SwitchableKeys keys, String protocol) throws Exception {
        try (RawConnection connection = gateway.client().with(keys).connect(protocol)) {
            assertEquals(protocol, connection.session().getProtocol());
            return connection.ask("GET /x HTTP/1.1", "\r\n");
        }
    }
}

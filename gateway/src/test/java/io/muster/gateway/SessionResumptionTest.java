package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.ClientChain;
import io.muster.gateway.CertificateForge.Credential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the client's key manager is asked counts the full handshakes: a resumed one asks for no certificate. */
@DisplayName("seams 13: TLS session resumption")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionResumptionTest {
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
    void a_session_without_a_chain_is_not_resumed_so_a_new_certificate_counts_at_once(String protocol)
            throws Exception {
        SwitchableKeys keys = new SwitchableKeys();
        TestClient client = gateway.client().with(keys);
        assertTrue(chainSeen(client, protocol).isEmpty());
        assertEquals(1, keys.asked());

        Credential device = CertificateForge.chainOf(3, "late");
        keys.show(device);

        assertEquals(ClientChain.of(device.der()), chainSeen(client, protocol));
        assertEquals(2, keys.asked(), "the second handshake was full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_session_with_a_chain_is_resumed_and_carries_the_whole_chain(String protocol) throws Exception {
        SwitchableKeys keys = new SwitchableKeys();
        TestClient client = gateway.client().with(keys);
        Credential device = CertificateForge.chainOf(3, "returning");
        keys.show(device);

        for (int i = 0; i < 3; i++) {
            assertEquals(ClientChain.of(device.der()), chainSeen(client, protocol), "connection " + i);
        }
        assertEquals(1, keys.asked(), "only the first handshake was full");
    }

    private ClientChain chainSeen(TestClient client, String protocol) throws Exception {
        try (RawConnection connection = client.connect(protocol)) {
            assertEquals(200, connection.ask("GET /x HTTP/1.1", "\r\n").status());
        }
        return app.next().claims().chain();
    }
}

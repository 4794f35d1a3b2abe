package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Connections are limited, all and for each client, before TLS")
class ConnectionLimitTest {
    @Test
    void one_client_cannot_take_more_than_its_share() throws Exception {
        InetAddress one = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress two = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(Limits.standard().withConnections(10, 1), app)) {
            TestClient client = gateway.client();
            try (RawConnection first = client.connectFrom(one)) {
                assertThrows(IOException.class, () -> client.connectFrom(one));
                try (RawConnection other = client.connectFrom(two)) {
                    assertEquals(200, other.ask("GET /x HTTP/1.1", "\r\n").status());
                }
                assertEquals(200, first.ask("GET /x HTTP/1.1", "\r\n").status());
            }
            Await.until("a place to be free again", () -> canConnect(client, one));
        }
    }

    @Test
    void a_connection_that_never_starts_tls_takes_a_place_too() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(Limits.standard().withConnections(1, 10), app)) {
            TestClient client = gateway.client();
            try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                Await.until("the silent one to hold the place", () -> !canConnect(client, silent.getLocalAddress()));
            }
            Await.until("the place to be free", () -> canConnect(client, InetAddress.getLoopbackAddress()));
        }
    }

    private static boolean canConnect(TestClient client, InetAddress from) {
        try (RawConnection connection = client.connectFrom(from)) {
            return connection.ask("GET /x HTTP/1.1", "\r\n").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}

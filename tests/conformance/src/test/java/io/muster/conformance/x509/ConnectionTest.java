package io.muster.conformance.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.FakeCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Seams 13: what a connection proves, first and resumed, with and without a token")
final class ConnectionTest {
    private final LocalStack stack;
    private final ServiceApi service;
    private final String id = Names.fresh("connected");

    ConnectionTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("A resumed session still carries the whole chain: the device registers on it as on the first one")
    void resumed(String protocol) throws IOException {
        Factory factory = new Factory(KeyKind.ECC).upload(service, true).group(service);
        FakeCertificate issuing = factory.intermediate("Issuing");
        CountedKeys keys = new CountedKeys(X509Device.of(id, factory.leaf(id, issuing), issuing));
        SSLContext client = stack.trust(new KeyManager[] {keys});

        for (int i = 0; i < 3; i++) {
            String answer = registered(client, protocol);
            assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
        }

        assertEquals(1, keys.asked(), "only the first handshake was full");
    }

    @Test
    @DisplayName("A device that shows a certificate and sends a token is judged by the token")
    void tokenWins() {
        String key = service.individual(id);
        DeviceApi showing = X509Device.of(id, Factory.alone(id, KeyKind.ECC)).api(stack);

        assertEquals(202, showing.register(id, key).status());
        Answer refused = showing.register(id, Names.key(32));

        assertEquals(401002, refused.errorCode(), refused::toString);
        Answer trace = service.get("/muster/decisions/attempts/" + refused.text("/trackingId"));
        assertEquals("token-signature", trace.text("/reason/code"), trace::toString);
    }

    @Test
    @DisplayName("A device without a certificate registers with its token, one with neither does not")
    void withoutCertificate() {
        String key = service.individual(id);
        DeviceApi plain = new DeviceApi(stack);

        assertEquals(202, plain.register(id, key).status());
        assertEquals(401, plain.send(plain.registerCall(id)).status());
    }

    /** What comes back on a connection of its own. */
    private String registered(SSLContext client, String protocol) throws IOException {
        URI edge = stack.edge();
        String body = "{\"registrationId\":\"" + id + "\"}";
        String request = "PUT " + new DeviceApi(stack).path(id) + "/register" + DeviceApi.VERSION
                + " HTTP/1.1\r\nHost: "
                + edge.getAuthority() + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        try (Socket plain = new Socket(Proxy.NO_PROXY)) {
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.getPort()));
            try (SSLSocket tls =
                    (SSLSocket) client.getSocketFactory().createSocket(plain, edge.getHost(), edge.getPort(), true)) {
                tls.setEnabledProtocols(new String[] {protocol});
                tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}

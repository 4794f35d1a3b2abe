package io.muster.local.certificates;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a restart finds the same authority")
    void restartFindsTheSameAuthority() throws Exception {
        LocalAuthority first = LocalAuthority.open(directory, Clock.systemUTC());

        LocalAuthority second = LocalAuthority.open(directory, Clock.systemUTC());

        assertEquals(first.certificate(), second.certificate());
        assertDoesNotThrow(() -> second.certificate().verify(first.certificate().getPublicKey()));
    }

    @Test
    @DisplayName("an authority about to expire is replaced")
    void expiringAuthorityIsReplaced() throws Exception {
        LocalAuthority first = LocalAuthority.open(directory, Clock.systemUTC());

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(5 * 365 - 10));

        assertNotEquals(
                first.certificate(), LocalAuthority.open(directory, later).certificate());
    }

    @Test
    @DisplayName("clients that trust the authority reach its servers by name and address, others do not")
    void serverCertificateIsTrustedThroughTheAuthorityOnly() throws Exception {
        LocalAuthority authority = LocalAuthority.open(directory, Clock.systemUTC());
        KeyStoreFile server = authority.issueServer("hub", List.of("localhost"), List.of("127.0.0.1"));

        HttpsServer https = serve(server);
        try {
            int port = https.getAddress().getPort();
            HttpClient trusting = HttpClient.newBuilder()
                    .sslContext(authority.clientContext())
                    .build();

            assertEquals(404, get(trusting, "https://localhost:" + port + "/"));
            assertEquals(404, get(trusting, "https://127.0.0.1:" + port + "/"));
            assertThrows(
                    SSLHandshakeException.class,
                    () -> get(HttpClient.newHttpClient(), "https://localhost:" + port + "/"));
        } finally {
            https.stop(0);
        }
    }

    @Test
    @DisplayName("key files are the owner's, passwords are random and stay out of texts")
    void secretsStayPrivate() throws Exception {
        LocalAuthority authority = LocalAuthority.open(directory, Clock.systemUTC());

        KeyStoreFile one = authority.issueServer("one", List.of("one.test"), List.of());
        KeyStoreFile two = authority.issueServer("two", List.of("two.test"), List.of());

        assertNotEquals(one.password(), two.password());
        assertFalse(one.toString().contains(one.password()));
        for (Path file : List.of(one.path(), directory.resolve("ca-key.pem"))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    @DisplayName("the trust store holds the authority and no key")
    void trustStoreHoldsTheAuthority() throws Exception {
        LocalAuthority authority = LocalAuthority.open(directory, Clock.systemUTC());

        KeyStore store = load(authority.trustStore());

        assertEquals(1, store.size());
        String alias = store.aliases().nextElement();
        assertEquals(authority.certificate(), store.getCertificate(alias));
        assertFalse(store.isKeyEntry(alias));
    }

    private static HttpsServer serve(KeyStoreFile keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(load(keys), keys.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        https.start();
        return https;
    }

    private static KeyStore load(KeyStoreFile file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.path())) {
            store.load(in, file.password().toCharArray());
        }
        return store;
    }

    private static int get(HttpClient client, String uri) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}

package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server certificate is renewed while the gateway runs")
class CertificateReloadTest {
    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path directory;

    /** The log of the class that reads the files. */
    private static final class Heard extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void new_connections_get_the_new_certificate_and_open_ones_go_on() throws Exception {
        Credential old = CertificateForge.chainOf(2, "old");
        Credential renewed = CertificateForge.chainOf(2, "renewed");
        Path file = directory.resolve("server.pem");
        Files.writeString(file, CertificateForge.pem(old));
        try (StubApp app = StubApp.start();
                TestGateway gateway = gateway(app, old, file);
                RawConnection open =
                        TestClient.trusting(old).toPort(gateway.port()).connect()) {
            assertEquals(leaf(old), shown(open));

            replace(file, CertificateForge.pem(renewed));

            Await.until("the new certificate", () -> isServed(renewed, gateway));
            assertThrows(
                    IOException.class,
                    () -> TestClient.trusting(old).toPort(gateway.port()).connect());
            assertEquals("ok", open.ask("GET /x HTTP/1.1", "\r\n").body());
        }
    }

    @Test
    void a_broken_file_changes_nothing_and_is_told_once() throws Exception {
        Credential old = CertificateForge.chainOf(2, "old");
        Credential renewed = CertificateForge.chainOf(2, "renewed");
        Path file = directory.resolve("server.pem");
        Files.writeString(file, CertificateForge.pem(old));
        Logger log = Logger.getLogger(ServerIdentity.class.getName());
        Heard heard = new Heard();
        log.addHandler(heard);
        try (StubApp app = StubApp.start();
                TestGateway gateway = gateway(app, old, file)) {
            String halfWritten = CertificateForge.pem(renewed).substring(0, 100);
            replace(file, halfWritten);
            Await.until("a word about the broken file", () -> !heard.lines.isEmpty());
            try (RawConnection connection =
                    TestClient.trusting(old).toPort(gateway.port()).connect()) {
                assertEquals(leaf(old), shown(connection));
            }

            replace(file, CertificateForge.pem(renewed));
            Await.until("the new certificate", () -> isServed(renewed, gateway));

            assertEquals(2, heard.lines.size(), heard.lines::toString);
            assertTrue(
                    heard.lines.get(0).startsWith("SEVERE The server certificate's files changed and cannot be used"));
            assertTrue(heard.lines.get(1).startsWith("INFO The server certificate was renewed: CN=renewed"));
        } finally {
            log.removeHandler(heard);
        }
    }

    @Test
    void with_two_kinds_each_client_gets_the_one_it_can_check() throws Exception {
        Credential ec = CertificateForge.chainOf(2, "ec");
        Credential rsa = CertificateForge.rsaChainOf(2, "rsa");
        Path file = directory.resolve("server.pem");
        Files.writeString(file, CertificateForge.pem(rsa) + CertificateForge.pem(ec));
        try (StubApp app = StubApp.start();
                TestGateway gateway = gateway(app, ec, file)) {
            assertEquals(leaf(ec), shownTo(ec, gateway, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
            assertEquals(leaf(rsa), shownTo(rsa, gateway, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        }
    }

    private static X509Certificate shownTo(Credential trusted, TestGateway gateway, String suite) throws Exception {
        SSLSocketFactory sockets = TestClient.trusting(trusted).context().getSocketFactory();
        try (SSLSocket socket = (SSLSocket) sockets.createSocket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void one_that_is_not_valid_now_or_is_gone_is_not_taken() throws Exception {
        Credential old = CertificateForge.chainOf(2, "old");
        Path file = directory.resolve("server.pem");
        Files.writeString(file, CertificateForge.pem(old));
        ServerIdentity identity = ServerIdentity.read(new CertificateFiles.PemFiles(List.of(file)));
        Instant now = Instant.now();

        Files.writeString(file, CertificateForge.pem(CertificateForge.chainOf(2, "renewed")));
        identity.refresh(now.plus(3, ChronoUnit.DAYS));
        assertEquals(leaf(old), served(identity));
        Files.delete(file);
        identity.refresh(now);
        assertEquals(leaf(old), served(identity));
    }

    @Test
    void a_handshake_that_began_with_the_old_certificate_ends_with_its_key() throws Exception {
        Credential old = CertificateForge.chainOf(2, "old");
        Path file = directory.resolve("server.pem");
        Files.writeString(file, CertificateForge.pem(old));
        ServerIdentity identity = ServerIdentity.read(new CertificateFiles.PemFiles(List.of(file)));
        String begun = chosen(identity);

        Credential renewed = CertificateForge.chainOf(2, "renewed");
        Files.writeString(file, CertificateForge.pem(renewed));
        identity.refresh(Instant.now());

        assertEquals(leaf(renewed), served(identity));
        assertEquals(old.key(), identity.getPrivateKey(begun));
        assertEquals(leaf(old), Objects.requireNonNull(identity.getCertificateChain(begun))[0]);
    }

    @Test
    void a_key_store_is_renewed_as_well() throws Exception {
        Credential old = CertificateForge.chainOf(2, "old");
        Credential renewed = CertificateForge.chainOf(2, "renewed");
        Path file = directory.resolve("server.p12");
        store(old, file);
        ServerIdentity identity = ServerIdentity.read(new CertificateFiles.Keystore(file, CertificateForge.PASSWORD));

        store(renewed, file);
        identity.refresh(Instant.now());

        assertEquals(leaf(renewed), served(identity));
    }

    private static void store(Credential credential, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            credential.keyStore().store(out, CertificateForge.PASSWORD);
        }
    }

    private static TestGateway gateway(StubApp app, Credential identity, Path file) throws Exception {
        Settings.Operations operations =
                new Settings.Operations("127.0.0.1", OptionalInt.empty(), Duration.ZERO, OFTEN);
        return TestGateway.start(Limits.standard(), operations, Optional.empty(), List.of(app.uri()), identity, file);
    }

    /** In one step, as those do that renew certificates. */
    private void replace(Path file, String text) throws Exception {
        Path next = directory.resolve("next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isServed(Credential credential, TestGateway gateway) throws Exception {
        try (RawConnection connection =
                TestClient.trusting(credential).toPort(gateway.port()).connect()) {
            return shown(connection).equals(leaf(credential));
        } catch (SSLException e) {
            return false; // still the old one, which this client does not trust
        }
    }

    private static X509Certificate leaf(Credential credential) {
        return credential.chain().get(0);
    }

    private static X509Certificate shown(RawConnection connection) throws Exception {
        return (X509Certificate) connection.session().getPeerCertificates()[0];
    }

    private static String chosen(ServerIdentity identity) throws GeneralSecurityException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        return Objects.requireNonNull(identity.chooseEngineServerAlias("EC", null, engine));
    }

    private static X509Certificate served(ServerIdentity identity) throws GeneralSecurityException {
        return Objects.requireNonNull(identity.getCertificateChain(chosen(identity)))[0];
    }
}

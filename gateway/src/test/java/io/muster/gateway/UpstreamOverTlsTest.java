package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An app that is reached over TLS by its name, as a Function App is")
class UpstreamOverTlsTest {
    @TempDir
    Path directory;

    @Test
    void the_app_is_called_by_its_own_name_and_learns_the_clients_from_the_edge_header() throws Exception {
        Credential identity = CertificateForge.chainOf(3, "app");
        try (StubApp app = StubApp.startTls(0, identity);
                TestGateway gateway = gateway(identity, app.uri());
                RawConnection connection = gateway.client().connect()) {
            assertEquals(200, connection.ask("PUT /x?y=%2F HTTP/1.1", "\r\n").status());

            StubApp.Seen seen = app.next();
            assertEquals("GENUINE", seen.verdict());
            assertEquals("localhost:" + app.port(), seen.host());
            assertEquals("dps.example", seen.claims().hostName());
            assertEquals("/x?y=%2F", seen.uri());
            assertEquals(List.of("localhost"), app.namesAsked());
        }
    }

    @Test
    void an_app_in_plain_http_still_gets_the_clients_host() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(Limits.standard(), app);
                RawConnection connection = gateway.client().connect()) {
            connection.ask("GET / HTTP/1.1", "\r\n");

            assertEquals("dps.example:8443", app.next().host());
        }
    }

    @Test
    void nothing_is_sent_to_one_whose_certificate_is_of_a_stranger() throws Exception {
        try (StubApp app = StubApp.startTls(0, CertificateForge.chainOf(2, "stranger"));
                TestGateway gateway = gateway(CertificateForge.chainOf(2, "app"), app.uri());
                RawConnection connection = gateway.client().connect()) {
            assertEquals(503, connection.ask("GET /x HTTP/1.1", "\r\n").status());
            assertEquals(0, app.waiting());
        }
    }

    @Test
    void nothing_is_sent_to_one_that_the_jdks_authorities_do_not_vouch_for() throws Exception {
        try (StubApp app = StubApp.startTls(0, CertificateForge.chainOf(2, "app"));
                TestGateway gateway = TestGateway.start(Limits.standard(), app);
                RawConnection connection = gateway.client().connect()) {
            assertEquals(503, connection.ask("GET /x HTTP/1.1", "\r\n").status());
            assertEquals(0, app.waiting());
        }
    }

    @Test
    void nothing_is_sent_to_one_whose_certificate_has_another_name() throws Exception {
        Credential identity = CertificateForge.chainOf(2, "app");
        // localhost and 127.0.0.1 are in the certificate, this is not
        String other = "127.0.0.2";
        try (StubApp app = StubApp.startTls(other, 0, identity);
                TestGateway gateway = gateway(identity, URI.create("https://" + other + ":" + app.port()));
                RawConnection connection = gateway.client().connect()) {
            assertEquals(503, connection.ask("GET /x HTTP/1.1", "\r\n").status());
            assertEquals(0, app.waiting());
        }
    }

    @Test
    void one_that_comes_back_is_found_over_tls_too() throws Exception {
        Credential identity = CertificateForge.chainOf(2, "app");
        StubApp first = StubApp.startTls(0, identity);
        try (TestGateway gateway = gateway(identity, first.uri());
                RawConnection connection = gateway.client().connect()) {
            assertEquals(200, connection.ask("GET /x HTTP/1.1", "\r\n").status());
            first.close();
            Await.until(
                    "the gateway to notice",
                    () -> connection.ask("GET /x HTTP/1.1", "\r\n").status() == 503);
            try (StubApp again = StubApp.startTls(first.port(), identity)) {
                Await.until(
                        "the app to be found again",
                        () -> connection.ask("GET /x HTTP/1.1", "\r\n").status() == 200);
                assertTrue(again.wasProbed());
            }
        }
    }

    private TestGateway gateway(Credential trusted, URI upstream) throws Exception {
        Path file = directory.resolve("ca.pem");
        byte[] root = trusted.der().get(trusted.der().size() - 1);
        Files.writeString(file, CertificateForge.block("CERTIFICATE", root));
        Optional<X509TrustManager> trust = Optional.of(TrustFile.read(file));
        return TestGateway.start(Limits.standard(), Settings.Operations.standard(), trust, List.of(upstream));
    }
}

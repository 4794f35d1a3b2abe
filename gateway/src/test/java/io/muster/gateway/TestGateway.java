package io.muster.gateway;

import io.muster.gateway.CertificateForge.Credential;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/** A gateway in this process with a certificate of its own, for clients on loopback. */
final class TestGateway implements AutoCloseable {
    private final Gateway gateway;
    private final Credential identity;

    private TestGateway(Gateway gateway, Credential identity) {
        this.gateway = gateway;
        this.identity = identity;
    }

    static TestGateway start(Limits limits, StubApp... apps) throws Exception {
        return start(limits, Arrays.stream(apps).map(StubApp::uri).toList());
    }

    static TestGateway start(Limits limits, List<URI> upstreams) throws Exception {
        return start(limits, upstreams, 0);
    }

    static TestGateway start(Limits limits, List<URI> upstreams, int tracePercent) throws Exception {
        Credential identity = CertificateForge.chainOf(2, "server");
        return start(
                limits,
                tracePercent,
                Settings.Operations.standard(),
                Optional.empty(),
                upstreams,
                identity,
                file(identity));
    }

    static TestGateway start(
            Limits limits, Settings.Operations operations, Optional<X509TrustManager> trust, List<URI> upstreams)
            throws Exception {
        Credential identity = CertificateForge.chainOf(2, "server");
        return start(limits, operations, trust, upstreams, identity, file(identity));
    }

    /** With the certificate in this file. */
    static TestGateway start(
            Limits limits,
            Settings.Operations operations,
            Optional<X509TrustManager> trust,
            List<URI> upstreams,
            Credential identity,
            Path certificate)
            throws Exception {
        return start(limits, 0, operations, trust, upstreams, identity, certificate);
    }

    private static TestGateway start(
            Limits limits,
            int tracePercent,
            Settings.Operations operations,
            Optional<X509TrustManager> trust,
            List<URI> upstreams,
            Credential identity,
            Path certificate)
            throws Exception {
        Settings settings = new Settings(
                "127.0.0.1",
                0,
                0,
                0,
                ServerIdentity.read(new CertificateFiles.PemFiles(List.of(certificate))),
                upstreams,
                StubApp.KEYS,
                limits,
                tracePercent,
                false,
                operations,
                trust);
        return new TestGateway(Await.result(Gateway.start(settings, Clock.systemUTC())), identity);
    }

    private static Path file(Credential identity) throws Exception {
        Path file = Files.createTempFile("muster-gateway", ".pem");
        return Files.writeString(file, CertificateForge.pem(identity));
    }

    int port() {
        return gateway.httpsPort();
    }

    int amqpPort() {
        return gateway.amqpPort();
    }

    int mqttPort() {
        return gateway.mqttPort();
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + port() + path);
    }

    /** Asks the health port, in plain HTTP. */
    HttpResponse<String> health(String method, String path) throws Exception {
        int health = gateway.healthPort().orElseThrow();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    Gateway gateway() {
        return gateway;
    }

    /** A client that trusts this gateway and shows no certificate. */
    TestClient client() throws Exception {
        return TestClient.trusting(identity).toPort(port());
    }

    @Override
    public void close() throws Exception {
        Await.result(gateway.stop());
    }
}

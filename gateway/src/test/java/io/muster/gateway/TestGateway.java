package io.muster.gateway;

import io.muster.gateway.CertificateForge.Credential;
import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

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
        Credential identity = CertificateForge.chainOf(2, "server");
        Settings settings =
                new Settings("127.0.0.1", 0, keyManager(identity.keyStore()), upstreams, StubApp.KEYS, limits, false);
        return new TestGateway(Await.result(Gateway.start(settings, Clock.systemUTC())), identity);
    }

    private static X509KeyManager keyManager(KeyStore store) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, CertificateForge.PASSWORD);
        return (X509KeyManager) factory.getKeyManagers()[0];
    }

    int port() {
        return gateway.httpsPort();
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + port() + path);
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

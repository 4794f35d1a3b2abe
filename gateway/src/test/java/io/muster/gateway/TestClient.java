package io.muster.gateway;

import io.muster.gateway.CertificateForge.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS clients for one gateway: one TLS context, so sessions are remembered between connections. */
final class TestClient {
    private static final int READ_MILLIS = 20_000;

    private final KeyStore trusted;
    private final KeyManager[] keys;
    private final int port;
    private final SSLContext context;

    private TestClient(KeyStore trusted, KeyManager[] keys, int port) throws Exception {
        this.trusted = trusted;
        this.keys = keys;
        this.port = port;
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        this.context = SSLContext.getInstance("TLS");
        this.context.init(keys, trust.getTrustManagers(), null);
    }

    static TestClient trusting(Credential server) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        X509Certificate root = server.chain().get(server.chain().size() - 1);
        trusted.setCertificateEntry("root", root);
        return new TestClient(trusted, new KeyManager[0], 0);
    }

    TestClient toPort(int newPort) throws Exception {
        return new TestClient(trusted, keys, newPort);
    }

    /** The same, with a key manager that decides what to show. */
    TestClient with(KeyManager manager) throws Exception {
        return new TestClient(trusted, new KeyManager[] {manager}, port);
    }

    SSLContext context() {
        return context;
    }

    /** A TLS connection with its handshake done. */
    RawConnection connect(String... protocols) throws IOException {
        return connectFrom(InetAddress.getLoopbackAddress(), protocols);
    }

    /** The same from a given loopback address. */
    RawConnection connectFrom(InetAddress local, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.bind(new InetSocketAddress(local, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(READ_MILLIS);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return new RawConnection(socket);
    }
}

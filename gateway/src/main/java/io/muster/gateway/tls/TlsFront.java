package io.muster.gateway.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;

/** The TLS side of the listener: versions, suites, the server's identity, the optional client certificate. */
public final class TlsFront {
    /** Forward secrecy only; the CBC suites are for device stacks without GCM. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384");

    private static final long HANDSHAKE_SECONDS = 10;

    private TlsFront() {}

    /**
     * Settings the JDK's TLS takes for the whole process only; call before the first TLS context is made.
     * Sessions stay in our memory instead of in tickets the client holds, so that {@link Resumption} can end them,
     * and no client may change its identity half-way through a connection by renegotiating.
     */
    public static void prepareProcess() {
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    /** Adds TLS to a listener's options; gives them back. */
    public static <T extends NetServerOptions> T addTo(T options, X509KeyManager identity) {
        SUITES.forEach(options::addEnabledCipherSuite);
        options.setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeyCertOptions(KeyCertOptions.wrap(identity))
                .setTrustOptions(TrustOptions.wrap(new AnyClientTrust()))
                .setClientAuth(ClientAuth.REQUEST);
        return options;
    }
}

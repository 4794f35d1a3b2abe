package io.muster.gateway.upstream;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/** The gateway as a TLS client: it names the host (SNI) and takes no certificate but one for that name. */
final class UpstreamTls {
    private static final long HANDSHAKE_SECONDS = 5;

    private UpstreamTls() {}

    /** Settings for those requests that go over TLS; without a trust of its own, the JDK's authorities count. */
    static HttpClientOptions addTo(HttpClientOptions options, Optional<X509TrustManager> trust) {
        trust.ifPresent(own -> options.setTrustOptions(TrustOptions.wrap(own)));
        return options.setVerifyHost(true)
                .setForceSni(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }

    /** A failure to connect in words: whose certificate is not taken is for the operator to know. */
    static String told(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        if (!(cause instanceof SSLException)) {
            return kind;
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return kind + ": " + root.getMessage();
    }
}

package io.muster.gateway;

import io.muster.core.edge.EdgeKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.X509TrustManager;

/**
 * What a gateway needs to run, already checked. Port 0 takes a free one; upstreams are {@code http://host:port} or
 * {@code https://host[:port]}; without a trust of their own, the JDK's authorities count for the latter.
 *
 * @param tracePercent how many requests in a hundred are recorded as traces
 */
public record Settings(
        String address,
        int httpsPort,
        int mqttPort,
        int amqpPort,
        ServerIdentity identity,
        List<URI> upstreams,
        EdgeKeys edgeKeys,
        Limits limits,
        int tracePercent,
        boolean exitOnEof,
        Operations operations,
        Optional<X509TrustManager> upstreamTrust) {
    public Settings {
        upstreams = List.copyOf(upstreams);
    }

    /**
     * How the process is run: where its health is told, if anywhere; how long it says that it stops before it does; how often
     * the certificate's files are looked at.
     */
    public record Operations(String healthAddress, OptionalInt healthPort, Duration notice, Duration reload) {
        /** No health port, no notice, a look each minute. */
        public static Operations standard() {
            return new Operations("127.0.0.1", OptionalInt.empty(), Duration.ZERO, Duration.ofMinutes(1));
        }
    }
}

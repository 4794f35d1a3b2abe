package io.muster.gateway;

import io.muster.core.edge.EdgeKeys;
import java.net.URI;
import java.util.List;
import javax.net.ssl.X509KeyManager;

/**
 * What a gateway needs to run, already checked. Port 0 takes a free one; upstreams are {@code http://host:port}.
 */
public record Settings(
        String address,
        int httpsPort,
        X509KeyManager identity,
        List<URI> upstreams,
        EdgeKeys edgeKeys,
        Limits limits,
        boolean exitOnEof) {
    public Settings {
        upstreams = List.copyOf(upstreams);
    }
}

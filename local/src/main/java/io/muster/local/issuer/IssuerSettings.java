package io.muster.local.issuer;

import java.util.List;
import javax.net.ssl.SSLContext;

/** What an issuer serves: ports (0 takes a free one), its server certificate, its tenant and the clients it knows. */
public record IssuerSettings(int port, int adminPort, SSLContext tls, String tenant, List<IssuerClient> clients) {
    public IssuerSettings {
        clients = List.copyOf(clients);
    }
}

package io.muster.gateway.registration;

import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.tls.PeerChain;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;

/** Who is at the other end of a connection, as socket and TLS show it: address, name asked for, client certificates. */
public record Peer(
        EdgeProtocol protocol, String address, String hostName, ClientChain chain, Optional<Refusal> chainFault) {
    /** Over plain TLS: the host name is the one of the handshake, empty when the client named none. */
    public static Peer of(EdgeProtocol protocol, SocketAddress remote, SSLSession session) {
        return of(protocol, remote, session, indicated(session));
    }

    /** Over WebSockets: the host name is the one of the request. */
    public static Peer of(EdgeProtocol protocol, SocketAddress remote, SSLSession session, String hostName) {
        List<byte[]> der = PeerChain.of(session);
        Optional<Refusal> fault = ClientChain.excess(der).map(Refusal::of);
        ClientChain chain = fault.isPresent() ? ClientChain.none() : ClientChain.of(der);
        return new Peer(protocol, remote.hostAddress(), hostName, chain, fault);
    }

    /** Whether the client proved to hold the key of a certificate. */
    public boolean showedCertificate() {
        return !chain.isEmpty() || chainFault.isPresent();
    }

    private static String indicated(SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return "";
        }
        return extended.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .filter(name -> name.length() <= EdgeClaims.longestHostName())
                .findFirst()
                .orElse("");
    }
}

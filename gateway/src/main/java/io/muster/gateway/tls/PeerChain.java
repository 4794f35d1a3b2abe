package io.muster.gateway.tls;

import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Reads what certificates a TLS session carries. */
public final class PeerChain {
    private PeerChain() {}

    /** The client's chain, DER, leaf first; empty when it showed none. */
    public static List<byte[]> of(SSLSession session) {
        Certificate[] chain;
        try {
            chain = session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // the JDK's way to say that the client showed none
        }
        List<byte[]> der = new ArrayList<>(chain.length);
        for (Certificate certificate : chain) {
            der.add(encoded(certificate));
        }
        return der;
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate read from the wire has no encoding", e);
        }
    }
}

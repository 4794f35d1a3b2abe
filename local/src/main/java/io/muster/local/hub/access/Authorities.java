package io.muster.local.hub.access;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates of authorities that the hub takes devices from. It belongs to the hub's event loop. */
public final class Authorities {

    private Set<X509Certificate> known = Set.of();

    /**
     * Takes these in place of those it had.
     *
     * @param pem any number of certificates
     * @throws IllegalArgumentException when it is not that; nothing is changed then
     */
    public void replace(byte[] pem) {
        try {
            known = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("The body must be certificates in PEM");
        }
    }

    public Set<X509Certificate> all() {
        return known;
    }
}

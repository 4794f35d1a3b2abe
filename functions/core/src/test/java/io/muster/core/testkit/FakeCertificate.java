package io.muster.core.testkit;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.identity.Etag;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;

/** A certificate made to order and the key pair it should be used with. */
public final class FakeCertificate {
    private final byte[] der;
    private final X500Name subject;
    private final KeyPair keys;

    FakeCertificate(byte[] der, X500Name subject, KeyPair keys) {
        this.der = der.clone();
        this.subject = subject;
        this.keys = keys;
    }

    public byte[] der() {
        return der.clone();
    }

    public X500Name subject() {
        return subject;
    }

    public KeyPair keys() {
        return keys;
    }

    public EnrolledCertificate enrolled() {
        return EnrolledCertificate.ofDer(der);
    }

    public String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** For TLS stacks and key stores. */
    public X509Certificate x509() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As uploaded and proved. */
    public CaCertificate verifiedAs(String name) {
        return uploaded(name, true);
    }

    /** As uploaded and no more. */
    public CaCertificate unverifiedAs(String name) {
        return uploaded(name, false);
    }

    private CaCertificate uploaded(String name, boolean verified) {
        return new CaCertificate(
                new CaName(name), enrolled(), verified, Optional.empty(), Instant.EPOCH, Instant.EPOCH, new Etag("1"));
    }

    /** As a device sends them. */
    public static List<byte[]> chain(FakeCertificate... leafFirst) {
        return Arrays.stream(leafFirst).map(FakeCertificate::der).toList();
    }
}

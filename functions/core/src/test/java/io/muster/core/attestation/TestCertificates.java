package io.muster.core.attestation;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates made to order. */
public final class TestCertificates {
    static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant UNTIL = Instant.parse("2056-01-02T03:04:05Z");
    static final KeyPair KEYS = keys();

    private TestCertificates() {}

    /** One that no other is like. */
    public static EnrolledCertificate enrolled(String commonName) {
        return EnrolledCertificate.ofDer(
                der("CN=" + commonName, "CN=Test CA", BigInteger.valueOf(commonName.hashCode())));
    }

    static byte[] der(String subject, String issuer, BigInteger serial) {
        try {
            return certificate(subject, issuer, serial).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(String subject, String issuer, BigInteger serial)
            throws GeneralSecurityException {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                serial,
                Date.from(FROM),
                Date.from(UNTIL),
                new X500Name(subject),
                KEYS.getPublic());
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks P-256", e);
        }
    }
}

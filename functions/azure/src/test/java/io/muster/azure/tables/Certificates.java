package io.muster.azure.tables;

import io.muster.core.attestation.EnrolledCertificate;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates to enroll, no two alike, all with one key. */
final class Certificates {
    private static final Lazy<KeyPair> KEYS = new Lazy<>(Certificates::newKeys);

    private Certificates() {}

    static EnrolledCertificate fresh(String name) {
        X500Name subject = new X500Name("CN=" + name);
        KeyPair keys = KEYS.get();
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(120, Instance.RANDOM),
                Date.from(Samples.NOW),
                Date.from(Samples.NOW.plus(365, ChronoUnit.DAYS)),
                subject,
                keys.getPublic());
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return EnrolledCertificate.ofDer(new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer))
                    .getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate for the test", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks P-256", e);
        }
    }
}

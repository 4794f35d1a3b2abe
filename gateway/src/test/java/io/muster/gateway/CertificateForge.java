package io.muster.gateway;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes key pairs with chains for the tests, P-256 unless told otherwise. */
final class CertificateForge {
    static final char[] PASSWORD = "changeit".toCharArray();

    /** A private key with its chain, leaf first. */
    record Credential(PrivateKey key, List<X509Certificate> chain) {
        List<byte[]> der() throws GeneralSecurityException {
            List<byte[]> der = new ArrayList<>();
            for (X509Certificate certificate : chain) {
                der.add(certificate.getEncoded());
            }
            return der;
        }

        KeyStore keyStore() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("it", key, PASSWORD, chain.toArray(new Certificate[0]));
            return store;
        }
    }

    private CertificateForge() {}

    /** Key and chain in one file of the form PEM. */
    static String pem(Credential credential) throws GeneralSecurityException {
        StringBuilder text =
                new StringBuilder(block("PRIVATE KEY", credential.key().getEncoded()));
        for (byte[] der : credential.der()) {
            text.append(block("CERTIFICATE", der));
        }
        return text.toString();
    }

    static String block(String name, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
    }

    /** A chain of {@code length} certificates: leaf, intermediates, root. */
    static Credential chainOf(int length, String name) throws GeneralSecurityException {
        return chainOf(length, name, "EC");
    }

    /** The same with keys of another kind, RSA of 2048 bits. */
    static Credential rsaChainOf(int length, String name) throws GeneralSecurityException {
        return chainOf(length, name, "RSA");
    }

    private static Credential chainOf(int length, String name, String kind) throws GeneralSecurityException {
        try {
            Instant now = Instant.now();
            KeyPair issuer = keyPair(kind);
            X500Principal issuerName = new X500Principal("CN=" + name + " 1");
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(certificate(issuerName, issuer, issuerName, issuer, now));
            for (int i = 2; i <= length; i++) {
                KeyPair subject = keyPair(kind);
                X500Principal subjectName = new X500Principal("CN=" + name + " " + i);
                chain.add(0, certificate(subjectName, subject, issuerName, issuer, now));
                issuer = subject;
                issuerName = subjectName;
            }
            return new Credential(issuer.getPrivate(), chain);
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keyPair(String kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Principal subject, KeyPair subjectKey, X500Principal issuer, KeyPair issuerKey, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                subject,
                subjectKey.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        GeneralName[] names = {
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
        };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(
                                issuerKey.getPrivate().getAlgorithm().equals("EC")
                                        ? "SHA256withECDSA"
                                        : "SHA256withRSA")
                        .build(issuerKey.getPrivate())));
    }
}

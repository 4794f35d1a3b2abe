package io.muster.core.testkit;

import io.muster.core.attestation.EnrolledCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of the tests: its key, its name, and certificates of itself and of others that it signs. */
public final class TestAuthority {
    public static final Instant FROM = TestData.NOW.minus(365, ChronoUnit.DAYS);
    public static final Instant UNTIL = TestData.NOW.plus(3650, ChronoUnit.DAYS);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;

    private TestAuthority(String name, KeyPair keys) {
        this.name = new X500Name(name);
        this.keys = keys;
    }

    /** One with a key on P-256. */
    public static TestAuthority named(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new TestAuthority(name, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks P-256", e);
        }
    }

    /** One with a key of another kind, such as RSA of 2048 bits. */
    public static TestAuthority named(String name, String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return new TestAuthority(name, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }

    public KeyPair keys() {
        return keys;
    }

    /** Its own certificate, anew with each call. */
    public EnrolledCertificate certificate() {
        return certificate(FROM, UNTIL);
    }

    public EnrolledCertificate certificate(Instant from, Instant until) {
        X509v3CertificateBuilder builder = builder(name, keys, from, until);
        extend(builder, true, KeyUsage.keyCertSign | KeyUsage.cRLSign);
        return signed(builder);
    }

    /** Its own certificate with these extensions, or without any. */
    public EnrolledCertificate certificate(boolean ca, int usage) {
        X509v3CertificateBuilder builder = builder(name, keys, FROM, UNTIL);
        extend(builder, ca, usage);
        return signed(builder);
    }

    public EnrolledCertificate bare() {
        return signed(builder(name, keys, FROM, UNTIL));
    }

    public EnrolledCertificate ofVersion1() {
        return enrolled(new JcaX509v1CertificateBuilder(
                        name, serial(), Date.from(FROM), Date.from(UNTIL), name, keys.getPublic())
                .build(signer()));
    }

    /** A certificate of some other key, as a device or a proof of possession has it. */
    public EnrolledCertificate issue(String subject) {
        return issue(subject, TestData.NOW.minus(1, ChronoUnit.HOURS), TestData.NOW.plus(1, ChronoUnit.DAYS));
    }

    public EnrolledCertificate issue(String subject, Instant from, Instant until) {
        return signed(builder(new X500Name(subject), named(subject).keys, from, until));
    }

    /** DER of its revocation list. */
    public byte[] crl(long number, Instant thisUpdate, Instant nextUpdate, BigInteger... serials) {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(name, Date.from(thisUpdate)).setNextUpdate(Date.from(nextUpdate));
        for (BigInteger serial : serials) {
            builder.addCRLEntry(serial, Date.from(thisUpdate), CRLReason.keyCompromise);
        }
        try {
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            return builder.build(signer()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("no revocation list for the test", e);
        }
    }

    /** PEM of its revocation list of now, due anew in a week. */
    public String crl(long number, BigInteger... serials) {
        byte[] der = crl(number, TestData.NOW, TestData.NOW.plus(7, ChronoUnit.DAYS), serials);
        return "-----BEGIN X509 CRL-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END X509 CRL-----\n";
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                name, serial(), Date.from(from), Date.from(until), subject, subjectKeys.getPublic());
    }

    private EnrolledCertificate signed(X509v3CertificateBuilder builder) {
        return enrolled(builder.build(signer()));
    }

    private ContentSigner signer() {
        String algorithm = keys.getPublic().getAlgorithm();
        try {
            return new JcaContentSignerBuilder(
                            switch (algorithm) {
                                case "EC" -> "SHA256withECDSA";
                                case "RSA" -> "SHA256withRSA";
                                default -> "Ed448";
                            })
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("no signature for the test", e);
        }
    }

    private static void extend(X509v3CertificateBuilder builder, boolean ca, int usage) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (usage != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
        } catch (IOException e) {
            throw new IllegalStateException("no extension for the test", e);
        }
    }

    private static EnrolledCertificate enrolled(X509CertificateHolder holder) {
        try {
            return EnrolledCertificate.ofDer(holder.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("no certificate for the test", e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(120, RANDOM);
    }
}

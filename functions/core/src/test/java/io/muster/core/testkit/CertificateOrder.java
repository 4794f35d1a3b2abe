package io.muster.core.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What a certificate is to say. A fresh order is sound in every respect: each call makes it differ in one. */
public final class CertificateOrder {
    private static final AtomicLong SERIALS = new AtomicLong(1000);
    private static final Duration AGE = Duration.ofDays(1);
    private static final Duration LIFE = Duration.ofDays(365);

    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
    private final KeyPair keys;
    private X500Name subject;
    private SubjectPublicKeyInfo key;
    private Instant from;
    private Instant until;
    private BigInteger serial = BigInteger.valueOf(SERIALS.incrementAndGet());
    private Optional<String> algorithm = Optional.empty();

    private CertificateOrder(String commonName, KeyPair keys, Instant now) {
        this.subject = new X500Name("CN=" + commonName);
        this.keys = keys;
        this.key = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        this.from = now.minus(AGE);
        this.until = now.plus(LIFE);
    }

    public static CertificateOrder leaf(String commonName, KeyPair keys, Instant now) {
        return new CertificateOrder(commonName, keys, now)
                .keyUsage(KeyUsage.digitalSignature)
                .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
    }

    public static CertificateOrder ca(String commonName, KeyPair keys, Instant now) {
        return new CertificateOrder(commonName, keys, now)
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    public CertificateOrder subject(X500Name name) {
        subject = name;
        return this;
    }

    /** This public key in the certificate, which is then of no use with the order's own pair. */
    public CertificateOrder key(SubjectPublicKeyInfo other) {
        key = other;
        return this;
    }

    public CertificateOrder from(Instant start) {
        from = start;
        return this;
    }

    public CertificateOrder until(Instant end) {
        until = end;
        return this;
    }

    public CertificateOrder serial(BigInteger number) {
        serial = number;
        return this;
    }

    /** By the name of a JCA signature. */
    public CertificateOrder signedWith(String name) {
        algorithm = Optional.of(name);
        return this;
    }

    public CertificateOrder pathLength(int most) {
        return extension(Extension.basicConstraints, true, new BasicConstraints(most));
    }

    /** Bits of {@link KeyUsage}. */
    public CertificateOrder keyUsage(int bits) {
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    public CertificateOrder extendedKeyUsage(KeyPurposeId... uses) {
        return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses));
    }

    /** One that no software knows. */
    public CertificateOrder unknownExtension(boolean critical) {
        return extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), critical, new DERUTF8String("?"));
    }

    public CertificateOrder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.put(
                    oid, new Extension(oid, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public CertificateOrder without(ASN1ObjectIdentifier oid) {
        extensions.remove(oid);
        return this;
    }

    public FakeCertificate selfSigned() {
        return signed(subject, keys.getPrivate());
    }

    public FakeCertificate by(FakeCertificate issuer) {
        return signed(issuer.subject(), issuer.keys().getPrivate());
    }

    /** As if by that issuer, and truly with another key. */
    public FakeCertificate forged(FakeCertificate issuer, KeyPair forger) {
        return signed(issuer.subject(), forger.getPrivate());
    }

    private FakeCertificate signed(X500Name issuer, PrivateKey signer) {
        var builder = new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
        try {
            for (Extension extension : extensions.values()) {
                builder.addExtension(extension);
            }
            String name = algorithm.orElseGet(() -> usual(signer));
            return new FakeCertificate(
                    builder.build(new JcaContentSignerBuilder(name).build(signer))
                            .getEncoded(),
                    subject,
                    keys);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String usual(PrivateKey signer) {
        return switch (signer.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
    }
}

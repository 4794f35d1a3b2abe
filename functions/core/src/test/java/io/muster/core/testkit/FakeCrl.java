package io.muster.core.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A revocation list to order; a fresh order is sound: issued now, due in a week, number 7, of nothing revoked. */
public final class FakeCrl {
    private static final Duration WEEK = Duration.ofDays(7);

    private final FakeCertificate ca;
    private final Instant now;
    private final X509v2CRLBuilder builder;
    private KeyPair signer;
    private Optional<Instant> due;
    private String algorithm = "SHA256withECDSA";
    private Optional<BigInteger> number = Optional.of(BigInteger.valueOf(7));

    public FakeCrl(FakeCertificate ca, Instant now) {
        this.ca = ca;
        this.now = now;
        this.signer = ca.keys();
        this.builder = new X509v2CRLBuilder(ca.subject(), Date.from(now));
        this.due = Optional.of(now.plus(WEEK));
    }

    public FakeCrl due(Instant next) {
        due = Optional.of(next);
        return this;
    }

    public FakeCrl withoutDue() {
        due = Optional.empty();
        return this;
    }

    public FakeCrl number(int value) {
        number = Optional.of(BigInteger.valueOf(value));
        return this;
    }

    public FakeCrl withoutNumber() {
        number = Optional.empty();
        return this;
    }

    public FakeCrl revoking(FakeCertificate... certificates) {
        Stream.of(certificates).map(each -> each.x509().getSerialNumber()).forEach(this::revokingSerial);
        return this;
    }

    public FakeCrl revokingSerial(BigInteger serial) {
        builder.addCRLEntry(serial, Date.from(now), CRLReason.keyCompromise);
        return this;
    }

    /** Without a reason, which makes for short entries. */
    public FakeCrl plainly(BigInteger serial) {
        builder.addCRLEntry(serial, Date.from(now), CRLReason.unspecified);
        return this;
    }

    /** An entry that says another CA issued the certificate. */
    public FakeCrl revokingForOther(BigInteger serial) {
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.certificateIssuer, true, new GeneralNames(new GeneralName(new X500Name("CN=Other"))));
            builder.addCRLEntry(serial, Date.from(now), extensions.generate());
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public FakeCrl extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(oid, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public FakeCrl forgedBy(KeyPair other) {
        signer = other;
        return this;
    }

    public FakeCrl signedWith(String name) {
        algorithm = name;
        return this;
    }

    public FakeCertificate ca() {
        return ca;
    }

    public byte[] der() {
        due.ifPresent(next -> builder.setNextUpdate(Date.from(next)));
        number.ifPresent(value -> extension(Extension.cRLNumber, false, new CRLNumber(value)));
        try {
            return builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}

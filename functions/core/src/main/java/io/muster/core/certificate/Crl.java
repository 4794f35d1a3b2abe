package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** A CA's list of revoked certificates, checked once and kept as its sorted serial numbers. */
public final class Crl {
    private final ParsedCertificate issuer;
    private final BigInteger[] serials;
    private final Instant thisUpdate;
    private final Instant nextUpdate;
    private final Optional<BigInteger> number;

    private Crl(ParsedCertificate issuer, BigInteger[] serials, X509CRL crl, Optional<BigInteger> number) {
        this.issuer = issuer;
        this.serials = serials;
        this.thisUpdate = crl.getThisUpdate().toInstant();
        this.nextUpdate = crl.getNextUpdate().toInstant();
        this.number = number;
    }

    /**
     * Reads DER or PEM of at most 512 KB and 20,000 entries: a full list that this CA signed. Throws
     * IllegalArgumentException that says what is wrong and quotes nothing.
     */
    public static Crl parse(byte[] derOrPem, EnrolledCertificate ca) {
        ParsedCertificate issuer = ParsedCertificate.of(ca);
        X509CRL crl = CrlForm.read(derOrPem);
        CrlRules.require(crl, issuer);
        return new Crl(issuer, serials(crl), crl, CrlRules.number(crl));
    }

    private static BigInteger[] serials(X509CRL crl) {
        Collection<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        return entries == null
                ? new BigInteger[0]
                : entries.stream().map(X509CRLEntry::getSerialNumber).sorted().toArray(BigInteger[]::new);
    }

    /** Whether the CA revoked its certificate of this serial, on hold included. */
    public boolean contains(BigInteger serial) {
        return Arrays.binarySearch(serials, serial) >= 0;
    }

    /** Whether the CA should have issued another one by now. */
    public boolean stale(Instant now) {
        return now.isAfter(nextUpdate);
    }

    /** The CA that signed it. */
    public EnrolledCertificate issuer() {
        return issuer.enrolled();
    }

    public int size() {
        return serials.length;
    }

    public Instant thisUpdate() {
        return thisUpdate;
    }

    public Instant nextUpdate() {
        return nextUpdate;
    }

    /** Grows with each list of a CA; old CAs give none. */
    public Optional<BigInteger> number() {
        return number;
    }

    X500Principal name() {
        return issuer.subject();
    }

    PublicKey key() {
        return issuer.x509().getPublicKey();
    }

    /** Its age, for a person. */
    String told() {
        return "the list" + number.map(value -> " " + value).orElse("") + " of " + issuer.told() + " (" + thisUpdate
                + ", next due " + nextUpdate + ")";
    }
}

package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate ready to be checked. The JDK keeps one object for the same bytes and remembers in it the last key and
 * provider that verified it, so that the search for a path and PKIX after it pay for one signature check.
 *
 * @param keyFlaw why its key is not to be computed with; it is then no issuer of anything
 * @param told its subject and the head of its SHA-256 thumbprint
 */
record ParsedCertificate(EnrolledCertificate enrolled, X509Certificate x509, Optional<Flaw> keyFlaw, String told) {
    private static final int SHORT = 16;
    private static final int LONGEST = 160;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    /** Throws IllegalArgumentException for bytes that are no certificate. */
    static ParsedCertificate of(byte[] der) {
        return of(EnrolledCertificate.ofDer(der));
    }

    static ParsedCertificate of(EnrolledCertificate enrolled) {
        byte[] der = enrolled.der();
        String told = told(enrolled);
        return new ParsedCertificate(enrolled, x509(der), KeyFloor.flaw(der, told), told);
    }

    X500Principal subject() {
        return x509.getSubjectX500Principal();
    }

    X500Principal issuer() {
        return x509.getIssuerX500Principal();
    }

    boolean selfIssued() {
        return subject().equals(issuer());
    }

    String issuerTold() {
        return clean(enrolled.info().issuerName());
    }

    Flaw flaw(CertificateReason reason, String text) {
        return new Flaw(reason, told, text);
    }

    /** A subject is what its maker wrote: it is cut and stripped of what a log or a terminal would act upon. */
    private static String told(EnrolledCertificate certificate) {
        return clean(certificate.info().subjectName()) + " ["
                + certificate.info().sha256Thumbprint().substring(0, SHORT) + "]";
    }

    private static String clean(String name) {
        String shown = UNPRINTABLE.matcher(name).replaceAll("?");
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    }

    private static X509Certificate x509(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate is not an X.509 certificate", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedCertificate that && enrolled.equals(that.enrolled);
    }

    @Override
    public int hashCode() {
        return enrolled.hashCode();
    }
}

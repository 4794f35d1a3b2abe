package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Proof of possession: a certificate that the CA's key signed, issued to the code it was challenged with (9.2). */
final class CaProof {
    private CaProof() {}

    /** Refuses with 400053 a certificate that proves nothing. */
    static void require(CaCertificate ca, EnrolledCertificate proof, Instant now) {
        String code = ca.verificationCode()
                .orElseThrow(() -> failed("there is no verification code for this version: generate one first"));
        X509Certificate given = CaProfile.read(proof);
        X509Certificate issuer = CaProfile.read(ca.certificate());
        if (!commonName(given).map(name -> same(name, code)).orElse(false)) {
            throw failed("the certificate's subject must have one CN, the latest verification code");
        }
        if (!given.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw failed("the certificate's issuer is not the CA's subject");
        }
        requireValid(given, now);
        if (!signed(given, issuer.getPublicKey())) {
            throw failed("the certificate is not signed with the CA's key");
        }
    }

    private static void requireValid(X509Certificate given, Instant now) {
        try {
            given.checkValidity(Date.from(now));
        } catch (CertificateExpiredException e) {
            throw failed("the certificate has expired");
        } catch (CertificateNotYetValidException e) {
            throw failed("the certificate is not valid yet");
        }
    }

    private static boolean signed(X509Certificate given, PublicKey key) {
        try {
            given.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        RDN[] names = subject.getRDNs(BCStyle.CN);
        if (names.length != 1 || names[0].isMultiValued()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()));
        } catch (IllegalArgumentException notText) {
            return Optional.empty();
        }
    }

    private static boolean same(String name, String code) {
        return MessageDigest.isEqual(name.getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem failed(String why) {
        return Problem.of(ProblemKind.PROOF_FAILED, "Proof of possession failed: " + why);
    }
}

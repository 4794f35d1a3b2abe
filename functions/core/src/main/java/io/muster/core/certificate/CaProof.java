package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Proof of possession: a certificate that the CA's key signed, issued to the code it was challenged with (9.2). */
final class CaProof {
    private CaProof() {}

    /** Refuses with 400053 a certificate that proves nothing. */
    static void require(CaCertificate ca, EnrolledCertificate proof, Instant now) {
        String code = ca.verificationCode()
                .orElseThrow(() -> failed("there is no verification code for this version: generate one first"));
        ParsedCertificate given = parsed(proof);
        ParsedCertificate issuer = parsed(ca.certificate());
        if (!isOnlyName(code, given)) {
            throw failed("the certificate's subject must have one CN, the latest verification code");
        }
        if (!given.issuer().equals(issuer.subject())) {
            throw failed("the certificate's issuer is not the CA's subject");
        }
        requireValid(given, now);
        if (!SignatureFloor.takes(given.x509().getSigAlgOID(), given.x509().getSigAlgParams())) {
            throw failed("the certificate is signed by an algorithm that is not taken, such as with SHA-1");
        }
        if (!Signatures.verifies(given, issuer.x509().getPublicKey())) {
            throw failed("the certificate is not signed with the CA's key");
        }
    }

    private static void requireValid(ParsedCertificate given, Instant now) {
        try {
            given.x509().checkValidity(Date.from(now));
        } catch (CertificateExpiredException e) {
            throw failed("the certificate has expired");
        } catch (CertificateNotYetValidException e) {
            throw failed("the certificate is not valid yet");
        }
    }

    private static boolean isOnlyName(String code, ParsedCertificate given) {
        try {
            List<String> names = CommonNames.of(given.subject().getEncoded());
            return names.size() == 1 && MessageDigest.isEqual(bytes(names.get(0)), bytes(code));
        } catch (IllegalArgumentException notReadable) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ParsedCertificate parsed(EnrolledCertificate certificate) {
        try {
            return ParsedCertificate.of(certificate);
        } catch (IllegalArgumentException e) {
            throw failed("the certificate holds no readable key");
        }
    }

    private static Problem failed(String why) {
        return Problem.of(ProblemKind.PROOF_FAILED, "Proof of possession failed: " + why);
    }
}

package io.muster.core.certificate;

import io.muster.core.decision.Reason;
import io.muster.core.decision.Step;

/**
 * What can be wrong with a device's certificates, the most telling first: of several candidates that failed, the
 * refusal names the one whose reason stands first here.
 */
public enum CertificateReason implements Reason {
    CHAIN_EMPTY(Step.CREDENTIAL, "Have the device send its certificate in the TLS handshake."),
    CHAIN_TOO_LONG(
            Step.CREDENTIAL,
            "Send at most 6 certificates, the leaf first; upload the intermediates instead of sending them."),
    CHAIN_TOO_LARGE(Step.CREDENTIAL, "Send at most 12 KB of certificates; upload the intermediates instead."),
    CERTIFICATE_MALFORMED(
            Step.CERTIFICATE, "Issue the certificate again: it is not valid DER of an X.509 certificate."),
    COMMON_NAME_MISSING(
            Step.CERTIFICATE, "Issue the leaf with exactly one common name, the registration id of the device."),
    COMMON_NAME_AMBIGUOUS(
            Step.CERTIFICATE, "Issue the leaf with a single common name; with several it names no one device."),
    COMMON_NAME_MISMATCH(
            Step.CERTIFICATE,
            "Register under the common name of the leaf, or issue the leaf for the registration id in use."),
    CERTIFICATE_REVOKED(
            Step.REVOCATION, "The certificate was revoked on purpose; issue another one, or lift the revocation."),
    CRL_STALE(
            Step.REVOCATION,
            "Upload the CA's current revocation list, or let the service accept a list past its next update."),
    CERTIFICATE_EXPIRED(
            Step.CERTIFICATE, "Renew the certificate; if it is a CA, upload the renewed one and verify it."),
    CERTIFICATE_NOT_YET_VALID(
            Step.CERTIFICATE, "Wait until the certificate starts, or issue it again; check the clock of its issuer."),
    ISSUER_NOT_A_CA(Step.CHAIN, "Issue the CA certificate again with basicConstraints CA:TRUE."),
    PATH_LENGTH_EXCEEDED(
            Step.CHAIN, "Put fewer CAs between this one and the device, or issue it with a larger pathlen."),
    KEY_USAGE(
            Step.CERTIFICATE,
            "Issue the certificate with a key usage that fits: digitalSignature for a leaf, keyCertSign for a CA."),
    EXTENDED_KEY_USAGE(Step.CERTIFICATE, "Issue the leaf with the extended key usage clientAuth, or with none at all."),
    CRITICAL_EXTENSION(Step.CERTIFICATE, "Issue the certificate without that extension, or not marked as critical."),
    KEY_TOO_SMALL(Step.CERTIFICATE, "Use RSA of 2048 bits or more, or EC P-256, P-384 or P-521."),
    KEY_TOO_LARGE(Step.CERTIFICATE, "Use RSA of at most 8192 bits and the usual public exponent 65537."),
    ALGORITHM_REFUSED(
            Step.CERTIFICATE,
            "Use an RSA, EC (named curve P-256, P-384 or P-521) or Ed25519 key, signed with SHA-256, SHA-384 or SHA-512."),
    NAME_CONSTRAINTS(
            Step.CHAIN, "Issue the certificate under a name that its CAs permit, or drop their name constraints."),
    POLICY(Step.CHAIN, "Issue the certificates with policies that their CAs permit, or drop the policy constraints."),
    PATH_RULES(Step.CHAIN, "Check the certificates with openssl verify -x509_strict; one breaks a rule of RFC 5280."),
    NO_VERIFIED_CA(
            Step.CHAIN, "Upload the CA certificate at the top of this chain, or one below it, and prove possession."),
    LOOP(Step.CHAIN, "The CAs sign one another and lead to no root; upload one of them and verify it."),
    ISSUER_NOT_FOUND(
            Step.CHAIN, "Send the full chain in the TLS handshake, or upload the certificate of the missing issuer."),
    SIGNATURE_INVALID(
            Step.CHAIN, "A CA of this name is known, but another key signed the certificate; upload the CA that did."),
    SEARCH_EXHAUSTED(
            Step.CHAIN, "Send the exact chain, leaf first, and no other certificates; remove CAs of duplicate names.");

    private final Step step;
    private final String advice;

    CertificateReason(Step step, String advice) {
        this.step = step;
        this.advice = advice;
    }

    /** Where in an attempt it is found. */
    public Step step() {
        return step;
    }

    @Override
    public String advice() {
        return advice;
    }
}

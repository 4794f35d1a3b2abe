package io.muster.core.decision;

import java.util.Locale;

/** What was looked at. */
public enum Step {
    /** What the device brought to prove itself. */
    CREDENTIAL,
    /** The enrollment, or the group, that answers for the device. */
    ENROLLMENT,
    /** Its token: form, resource, expiry, signature. */
    TOKEN,
    /** One certificate by itself. */
    CERTIFICATE,
    /** The way from the leaf up to a verified CA. */
    CHAIN,
    /** What has been revoked. */
    REVOCATION,
    /** The keys of its TPM and the challenge made for them. */
    TPM,
    /** Which hub it would go to. */
    ALLOCATION;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

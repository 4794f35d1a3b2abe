package io.muster.core.tpm;

import io.muster.core.decision.Reason;

/** Why a device with a TPM was refused. */
public enum TpmReason implements Reason {
    ENDORSEMENT_KEY_MALFORMED(
            "Send the endorsement key as Base64 of TPM2B_PUBLIC, size prefix included: an RSA 2048 key of the TPM's"
                    + " default template."),
    STORAGE_ROOT_KEY_MALFORMED(
            "Send the storage root key as Base64 of TPM2B_PUBLIC, size prefix included: an RSA 2048 key of the TPM's"
                    + " default template."),
    ENDORSEMENT_KEY_NOT_ENROLLED(
            "Compare the enrollment's endorsement key with what the device's TPM reports; a replaced TPM needs a new"
                    + " enrollment."),
    STORAGE_ROOT_KEY_DIFFERS(
            "The TPM has been cleared or replaced since the enrollment was made. If that was intended, enroll its new"
                    + " storage root key, or none."),
    CHALLENGE_NOT_ANSWERED(
            "The token is not signed with the key of a challenge that still holds. Have the device ask for a new one and"
                    + " answer it within five minutes; if that fails too, its TPM does not hold the keys it presents.");

    private final String advice;

    TpmReason(String advice) {
        this.advice = advice;
    }

    @Override
    public String advice() {
        return advice;
    }
}

package io.muster.core.enrollment;

import io.muster.core.decision.Reason;

/** Why no enrollment answers for a device. */
public enum EnrollmentReason implements Reason {
    CREDENTIAL_MISSING(
            "Send a token in the Authorization header, a client certificate in the TLS handshake, or a TPM's keys in the"
                    + " body. A certificate only arrives through the gateway, or a front end that MUSTER_FRONT_END names."),
    CREDENTIAL_OF_OTHER_KIND(
            "An individual enrollment alone answers for its registration id. Have the device prove itself as the"
                    + " enrollment says, or delete the enrollment so that a group may answer."),
    CERTIFICATE_NOT_ENROLLED(
            "The device's certificate is neither the primary nor the secondary one of its individual enrollment. Put the"
                    + " new certificate into one of the two."),
    CHAIN_OF_NO_GROUP(
            "The chain holds, but no enrollment group names one of its CAs. Make a group with one of them as signing"
                    + " certificate or CA reference.");

    private final String advice;

    EnrollmentReason(String advice) {
        this.advice = advice;
    }

    @Override
    public String advice() {
        return advice;
    }
}

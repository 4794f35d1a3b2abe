package io.muster.core.attestation;

import io.muster.core.decision.Reason;

/** Why a device's token was refused (2.3 to 2.7, 2.12). */
public enum TokenReason implements Reason {
    TOKEN_MALFORMED(
            "Make the token as SharedAccessSignature sr={scope}%2Fregistrations%2F{id}&sig=…&se=…&skn=registration."),
    TOKEN_OF_OTHER_RESOURCE(
            "The token's sr must be {id scope}/registrations/{registration id} of this very service and device."),
    TOKEN_OF_OTHER_KEY_NAME("Set skn to registration: a device's token names no policy."),
    TOKEN_EXPIRED("Make a new token; if it is new, set the device's clock, or give the token a longer life."),
    TOKEN_SIGNATURE(
            "The device's key is not the enrollment's. Compare it with the enrollment's attestation mechanism; a group's"
                    + " device needs the key derived from the group's key and its own registration id."),
    TOKEN_OF_NOBODY(
            "No individual enrollment has this registration id and no group's key, derived for it, signed the token."
                    + " Enroll the device, or derive its key anew from the group's key and the id as the device spells it.");

    private final String advice;

    TokenReason(String advice) {
        this.advice = advice;
    }

    @Override
    public String advice() {
        return advice;
    }
}

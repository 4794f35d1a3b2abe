package io.muster.core.attestation;

import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.time.Duration;
import java.time.Instant;

/** A device's SAS token that has passed every check which needs no key; only its signature is still open. */
public final class DeviceToken {
    private static final String SUBJECT = "token";

    private final SasToken token;

    private DeviceToken(SasToken token) {
        this.token = token;
    }

    /** Checks form, resource, key name and expiry (2.3 to 2.7). */
    public static DeviceToken check(
            String authorization, IdScope scope, RegistrationId id, Instant now, Duration skew, Trail trail) {
        SasToken token = parse(authorization, trail);
        // Compared after decoding and without case; the signature is checked over the text as sent (2.5).
        if (!token.resource().equalsIgnoreCase(scope.text() + "/registrations/" + id.text())) {
            throw trail.refuse(
                    Step.TOKEN, SUBJECT, TokenReason.TOKEN_OF_OTHER_RESOURCE, "its sr names another resource");
        }
        if (token.keyName().isPresent() && !token.keyName().get().equals("registration")) {
            throw trail.refuse(Step.TOKEN, SUBJECT, TokenReason.TOKEN_OF_OTHER_KEY_NAME, "its skn is not registration");
        }
        if (token.expired(now, skew)) {
            throw trail.refuse(
                    Step.TOKEN,
                    SUBJECT,
                    TokenReason.TOKEN_EXPIRED,
                    "it expired at " + token.expiry() + ", now is " + now);
        }
        trail.note(Step.TOKEN, SUBJECT, "form, resource and expiry hold; valid until " + token.expiry());
        return new DeviceToken(token);
    }

    public boolean signedWith(Secret key) {
        return token.signedWith(key);
    }

    public boolean signedWithEither(SymmetricKeys keys) {
        // No short cut: which of the two keys fits is not to be read from the clock.
        boolean primary = token.signedWith(keys.primary());
        boolean secondary = token.signedWith(keys.secondary());
        return primary || secondary;
    }

    private static SasToken parse(String authorization, Trail trail) {
        try {
            return SasToken.parse(authorization);
        } catch (IllegalArgumentException e) {
            throw trail.refuse(Step.TOKEN, SUBJECT, TokenReason.TOKEN_MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}

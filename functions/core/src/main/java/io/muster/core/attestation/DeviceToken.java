package io.muster.core.attestation;

import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A device's SAS token that has passed every check which needs no key; only its signature is still open. */
public final class DeviceToken {
    private final SasToken token;

    private DeviceToken(SasToken token) {
        this.token = token;
    }

    /** Checks form, resource, key name and expiry (2.3 to 2.7); refuses with 401. */
    public static DeviceToken check(
            Optional<String> authorization, IdScope scope, RegistrationId id, Instant now, Duration skew) {
        SasToken token = parse(authorization.orElseThrow(() -> Problem.unauthorized("no Authorization header")));
        // Compared after decoding and without case; the signature is checked over the text as sent (2.5).
        if (!token.resource().equalsIgnoreCase(scope.text() + "/registrations/" + id.text())) {
            throw Problem.unauthorized("the token's sr names another resource");
        }
        if (token.keyName().isPresent() && !token.keyName().get().equals("registration")) {
            throw Problem.unauthorized("the token's skn is not registration");
        }
        if (token.expired(now, skew)) {
            throw Problem.unauthorized("the token expired at " + token.expiry());
        }
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

    private static SasToken parse(String authorization) {
        try {
            return SasToken.parse(authorization);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemKind.UNAUTHORIZED, "Unauthorized: " + e.getMessage());
        }
    }
}

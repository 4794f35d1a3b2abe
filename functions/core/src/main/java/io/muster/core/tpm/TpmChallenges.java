package io.muster.core.tpm;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Challenges to TPMs, and the hub keys given to them, without any state: each key is derived from the service's secret and
 * whom it is for, so that every instance finds it again (seams.md section 8).
 */
public final class TpmChallenges {
    private static final int SLOT_SECONDS = 300;
    private static final int LEAST_SECRET_BYTES = 32;

    private final Supplier<Secret> serviceSecret;
    private final IdScope scope;
    private final SecureRandom random;

    /** @param serviceSecret at least 32 bytes, the same on all instances */
    public TpmChallenges(Supplier<Secret> serviceSecret, IdScope scope, SecureRandom random) {
        this.serviceSecret = serviceSecret;
        this.scope = scope;
        this.random = random;
    }

    /** What a derived key may be used for: no key of one purpose is ever one of another. */
    private enum Purpose {
        CHALLENGE,
        HUB_PRIMARY,
        HUB_SECONDARY
    }

    /** The Base64 for {@code authenticationKey} of the 401: the current slot's key, for this TPM's eyes only (2.38). */
    public String challenge(RegistrationId id, TpmPublic ek, TpmPublic srk, Instant now) {
        String uri = scope.text() + "/registrations/" + id.text();
        return AuthenticationKey.seal(challengeKey(id, ek, srk, slot(now)), uri, ek, srk, random)
                .base64();
    }

    /**
     * Whether the token answers a challenge of the slot of one of these moments, or of the slot before it (2.40): the moment
     * of the request, and for polls that of the register which they ask about.
     */
    public boolean signed(DeviceToken token, RegistrationId id, TpmPublic ek, TpmPublic srk, Instant... moments) {
        long[] slots = Arrays.stream(moments)
                .mapToLong(TpmChallenges::slot)
                .flatMap(slot -> LongStream.of(slot, slot - 1))
                .distinct()
                .toArray();
        boolean signed = false;
        for (long slot : slots) {
            // No short cut: which slot's key fits is not to be read from the clock.
            signed |= token.signedWith(challengeKey(id, ek, srk, slot));
        }
        return signed;
    }

    /** The hub keys that an operation gives to the device, 32 bytes each: the next operation gives new ones (2.39). */
    public SymmetricKeys hubKeys(RegistrationId id, TpmPublic ek, TpmPublic srk, OperationId operation) {
        byte[] last = utf8(operation.text());
        return new SymmetricKeys(
                derive(Purpose.HUB_PRIMARY, id, ek, srk, last), derive(Purpose.HUB_SECONDARY, id, ek, srk, last));
    }

    /** The Base64 for {@code registrationState.tpm.authenticationKey}: the operation's primary hub key (2.39). */
    public String hubKeyBlob(
            RegistrationId id, TpmPublic ek, TpmPublic srk, OperationId operation, HubHost hub, DeviceId device) {
        Secret primary = hubKeys(id, ek, srk, operation).primary();
        return AuthenticationKey.seal(primary, hub.name() + "/" + device.text(), ek, srk, random)
                .base64();
    }

    private static long slot(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), (long) SLOT_SECONDS);
    }

    private Secret challengeKey(RegistrationId id, TpmPublic ek, TpmPublic srk, long slot) {
        return derive(Purpose.CHALLENGE, id, ek, srk, utf8(Long.toString(slot)));
    }

    private Secret derive(Purpose purpose, RegistrationId id, TpmPublic ek, TpmPublic srk, byte[] last) {
        Secret secret = serviceSecret.get();
        if (secret.length() < LEAST_SECRET_BYTES) {
            throw new IllegalStateException("the service's secret for TPM challenges is shorter than 32 bytes");
        }
        // Each part behind its length: no two derivations share one byte string.
        byte[] text = new TpmWriter()
                .sized(utf8("muster tpm v1 " + purpose.name()))
                .sized(utf8(scope.text().toLowerCase(Locale.ROOT)))
                .sized(utf8(id.folded()))
                .sized(ek.name())
                .sized(srk.name())
                .sized(last)
                .bytes();
        return Secret.of(TpmCryptography.hmac(secret.reveal(), text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.muster.core.attestation;

import io.muster.core.identity.Secret;
import java.security.SecureRandom;

/** A primary and a secondary symmetric key of 16 to 64 bytes each; either proves the device (2.1, 2.2). */
public record SymmetricKeys(Secret primary, Secret secondary) implements Attestation {
    private static final int GENERATED_BYTES = 64;

    public SymmetricKeys {
        requireLength("primaryKey", primary);
        requireLength("secondaryKey", secondary);
    }

    @Override
    public AttestationType type() {
        return AttestationType.SYMMETRIC_KEY;
    }

    public static Secret generate(SecureRandom random) {
        byte[] key = new byte[GENERATED_BYTES];
        random.nextBytes(key);
        return Secret.of(key);
    }

    /** The pair a group member holds under one spelling of its registration id (2.9). */
    public SymmetricKeys derive(String registrationId) {
        return new SymmetricKeys(DerivedKey.of(primary, registrationId), DerivedKey.of(secondary, registrationId));
    }

    /** Throws IllegalArgumentException, naming the key, when it is shorter or longer than allowed. */
    public static void requireLength(String name, Secret key) {
        if (key.length() < 16 || key.length() > 64) {
            throw new IllegalArgumentException(
                    "symmetricKey." + name + " must hold 16 to 64 bytes when decoded, holds " + key.length());
        }
    }
}

package io.muster.local.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of 16 to 64 bytes. It has no text form but the one asked for by {@link #reveal()}. */
public final class SymmetricKey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64;
    private static final int GENERATED = 32;

    private final byte[] bytes;

    private SymmetricKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a base64 key; empty when it is not base64 or its length is wrong (behaviour 2.1). */
    public static Optional<SymmetricKey> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length < SHORTEST || bytes.length > LONGEST
                    ? Optional.empty()
                    : Optional.of(new SymmetricKey(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A new random key of 32 bytes. */
    public static SymmetricKey random() {
        byte[] bytes = new byte[GENERATED];
        RANDOM.nextBytes(bytes);
        return new SymmetricKey(bytes);
    }

    /** The key as base64, for the one who owns it. */
    public String reveal() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** HMAC-SHA-256 over the text's UTF-8 bytes. */
    public byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymmetricKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SymmetricKey";
    }
}

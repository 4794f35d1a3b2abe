package io.muster.core.identity;

import java.security.MessageDigest;
import java.util.Base64;

/** Secret bytes, such as a symmetric key: no text form, compared in constant time, copied in and out. */
public final class Secret {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** Parses standard Base64 with padding; throws IllegalArgumentException, without echoing the text, when it is not. */
    public static Secret fromBase64(String text) {
        try {
            return new Secret(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not valid Base64");
        }
    }

    /** The bytes, in the clear: for cryptography and sealing only. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** The Base64 form, in the clear: for the few answers that disclose a key on purpose. */
    public String revealBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + " bytes]";
    }
}

package io.muster.core.edge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of a request body (32 bytes); an absent body is the empty one. */
public final class BodyDigest {
    static final int LENGTH = 32;

    private final byte[] sha256;

    private BodyDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    /** Digests {@code body}. */
    public static BodyDigest of(byte[] body) {
        try {
            return new BodyDigest(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Takes a digest made elsewhere; throws IllegalArgumentException unless it has 32 bytes. */
    public static BodyDigest ofSha256(byte[] sha256) {
        if (sha256.length != LENGTH) {
            throw new IllegalArgumentException("A SHA-256 has 32 bytes");
        }
        return new BodyDigest(sha256.clone());
    }

    byte[] bytes() {
        return sha256.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyDigest that && MessageDigest.isEqual(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }
}

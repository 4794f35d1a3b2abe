package io.muster.local.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The one token the vault accepts; never shown. */
public final class BearerToken {
    private final byte[] header;

    public BearerToken(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("The vault's token is empty");
        }
        header = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    boolean isIn(String authorization) {
        return MessageDigest.isEqual(header, authorization.getBytes(StandardCharsets.UTF_8));
    }
}

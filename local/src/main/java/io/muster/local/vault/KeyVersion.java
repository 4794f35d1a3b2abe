package io.muster.local.vault;

import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** One version of a key; {@code id} is 32 hexadecimal digits, as in the real vault. */
record KeyVersion(String id, Instant created, RSAPublicKey publicKey, PrivateKey privateKey) {
    @Override
    public String toString() {
        return "KeyVersion " + id;
    }
}

package io.muster.core.edge;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One mac key and its id. It has no text form, so it cannot reach a log by accident. */
final class EdgeKey {
    static final int SHORTEST = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final String id;
    private final byte[] key;

    EdgeKey(String id, byte[] key) {
        this.id = id;
        this.key = key.clone();
    }

    String id() {
        return id;
    }

    byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}

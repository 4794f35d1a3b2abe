package io.muster.core.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** An opaque version of a stored thing, bare: without the quotes it wears on the wire (rest.md 3.1). */
public record Etag(String text) {
    public static Etag random(SecureRandom random) {
        byte[] bits = new byte[9];
        random.nextBytes(bits);
        return new Etag(Base64.getUrlEncoder().encodeToString(bits));
    }
}

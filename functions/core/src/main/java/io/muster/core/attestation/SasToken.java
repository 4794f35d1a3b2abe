package io.muster.core.attestation;

import io.muster.core.identity.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A shared access signature as it came: {@code SharedAccessSignature sr=…&sig=…&se=…[&skn=…]}, fields in any order (2.3).
 *
 * @param rawResource {@code sr} to the letter as sent, which is what was signed (2.5)
 * @param resource {@code sr} decoded
 * @param signature the decoded {@code sig}
 * @param expiry {@code se}, whole seconds
 * @param keyName {@code skn} decoded; empty when absent or blank, as Java and Python send it (clients.md 18)
 */
public record SasToken(
        String rawResource, String resource, Signature signature, Instant expiry, Optional<String> keyName) {
    /** Parses a token; throws IllegalArgumentException that says which field is at fault and echoes none of them. */
    public static SasToken parse(String text) {
        return SasFields.read(text).token();
    }

    /** Whether this token was signed with {@code key}, compared in constant time. */
    public boolean signedWith(Secret key) {
        byte[] expected = HmacSha256.of(key, rawResource + "\n" + expiry.getEpochSecond());
        return MessageDigest.isEqual(expected, signature.bytes());
    }

    public boolean expired(Instant now, Duration skew) {
        return !now.isBefore(expiry.plus(skew));
    }

    static String decode(String field, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SAS field " + field + " is not URL-encoded");
        }
    }

    /** A signature's bytes; a type of its own so that a record may hold them. */
    public static final class Signature {
        private final byte[] bytes;

        Signature(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "Signature[" + bytes.length + " bytes]";
        }
    }
}

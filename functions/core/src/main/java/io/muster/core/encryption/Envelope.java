package io.muster.core.encryption;

import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for rest: {@code v1.<data key id>.<nonce ‖ ciphertext ‖ tag, Base64url>} under AES-256-GCM. The place a
 * value belongs to is authenticated with it, so that a sealed value copied to another row or column does not open.
 */
public final class Envelope {
    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final DataKeys keys;
    private final SecureRandom random;

    public Envelope(DataKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /** Where a sealed value stands. */
    public record Place(String table, String partition, String row, String column) {
        private byte[] associatedData() {
            // Lengths first: no two places share one byte string.
            String text = table.length() + ":" + table + partition.length() + ":" + partition + row.length() + ":" + row
                    + column;
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    public String seal(Secret secret, Place place) {
        return seal(keys.current(), secret, place);
    }

    /** The same secret sealed under that key; throws as {@link #open} does. */
    public String resealed(String sealed, Place place, String keyId) {
        return seal(keys.byId(keyId), open(sealed, place), place);
    }

    /** The id of the data key a value says it is sealed under; empty when it does not have the form of a sealed value. */
    public static Optional<String> keyOf(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 3 && parts[0].equals(VERSION) ? Optional.of(parts[1]) : Optional.empty();
    }

    private String seal(DataKey key, Secret secret, Place place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, key, nonce, secret.reveal(), 0, place);
        byte[] sealed = new byte[NONCE_BYTES + ciphertext.length];
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        System.arraycopy(ciphertext, 0, sealed, NONCE_BYTES, ciphertext.length);
        return VERSION + "." + key.id() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Opens a sealed value; throws IllegalStateException when it was changed, moved or is none of ours. */
    public Secret open(String sealed, Place place) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalStateException("not a sealed value: " + place);
        }
        byte[] bytes = decode(parts[2], place);
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(bytes, 0, nonce, 0, NONCE_BYTES);
        return Secret.of(run(Cipher.DECRYPT_MODE, keys.byId(parts[1]), nonce, bytes, NONCE_BYTES, place));
    }

    private static byte[] decode(String text, Place place) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length >= NONCE_BYTES + TAG_BITS / 8) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a sealed value is damaged: " + place, e);
        }
        throw new IllegalStateException("a sealed value is cut short: " + place);
    }

    private static byte[] run(int mode, DataKey key, byte[] nonce, byte[] input, int offset, Place place) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key.key().reveal(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.associatedData());
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open: " + place, e);
        }
    }
}

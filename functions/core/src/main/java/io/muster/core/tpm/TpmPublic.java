package io.muster.core.tpm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A TPM's endorsement or storage root key, as TPM2B_PUBLIC: RSA 2048 that protects AES-128-CFB, name algorithm SHA-256
 * (clients.md section 5). Equal by its bytes (2.36).
 */
public final class TpmPublic {
    /** The Base64 of the longest one: with a policy digest, 316 bytes. Checked before anything is decoded. */
    private static final int MOST_CHARACTERS = 424;

    private final byte[] bytes;
    private final byte[] name;
    private final PublicKey key;

    private TpmPublic(byte[] bytes, byte[] name, PublicKey key) {
        this.bytes = bytes;
        this.name = name;
        this.key = key;
    }

    /** Parses and checks an endorsement key; throws IllegalArgumentException that says what is wrong and echoes nothing. */
    public static TpmPublic endorsementKey(String base64) {
        return checked("endorsementKey", base64);
    }

    /** Parses and checks a storage root key; throws IllegalArgumentException that says what is wrong and echoes nothing. */
    public static TpmPublic storageRootKey(String base64) {
        return checked("storageRootKey", base64);
    }

    private static TpmPublic checked(String which, String base64) {
        try {
            return parse(decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + " " + e.getMessage(), e);
        }
    }

    private static byte[] decode(String base64) {
        if (base64.isEmpty() || base64.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("must have 1 to " + MOST_CHARACTERS + " characters");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not valid Base64", e);
        }
    }

    private static TpmPublic parse(byte[] bytes) {
        TpmReader whole = new TpmReader(bytes);
        byte[] area = whole.sized("public area");
        if (whole.left() > 0) {
            throw new IllegalArgumentException("has " + whole.left() + " bytes after the size that it states");
        }
        byte[] modulus = PublicArea.modulus(area);
        byte[] name = new TpmWriter()
                .uint16(PublicArea.SHA256)
                .raw(TpmCryptography.sha256(area))
                .bytes();
        return new TpmPublic(bytes, name, rsa(modulus));
    }

    private static PublicKey rsa(byte[] modulus) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus), PublicArea.EXPONENT));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("is no RSA key that this Java takes", e);
        }
    }

    /** The TPM's name for the key: its name algorithm and the digest of its public area, 34 bytes. */
    public byte[] name() {
        return name.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    PublicKey key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TpmPublic that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}

package io.muster.core.tpm;

import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * An HMAC key on its way into one TPM, with the text of a uri (2.37; clients.md section 5): a credential to the endorsement
 * key holds the inner key that opens a duplicate to the storage root key. Nobody without both can open it, and who changes
 * it is noticed by the TPM; the uri alone is not authenticated, and no client uses it.
 */
public final class AuthenticationKey {
    /** More than a SHA-256 block does not fit into a TPM. */
    public static final int MOST_KEY_BYTES = 64;

    private static final int MOST_URI_BYTES = 1023;
    private static final int DIGEST_BYTES = 32;
    // 128 bits, because the C and .NET clients import with AES-128 only.
    private static final int INNER_KEY_BYTES = 16;

    private final byte[] bytes;

    private AuthenticationKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Seals {@code key}, 1 to 64 bytes, for the TPM that holds both public keys; throws IllegalArgumentException when the key
     * or the uri, 1 to 1023 bytes, has another length.
     */
    public static AuthenticationKey seal(
            Secret key, String uri, TpmPublic endorsementKey, TpmPublic storageRootKey, SecureRandom random) {
        if (key.length() == 0 || key.length() > MOST_KEY_BYTES) {
            throw new IllegalArgumentException("the key must have 1 to 64 bytes, has " + key.length());
        }
        byte[] uriText = uri.getBytes(StandardCharsets.UTF_8);
        // The Java client decrypts the text in the TPM, which fails for an empty one.
        if (uriText.length == 0 || uriText.length > MOST_URI_BYTES) {
            throw new IllegalArgumentException("the uri must have 1 to 1023 bytes, has " + uriText.length);
        }
        byte[] innerKey = TpmCryptography.random(random, INNER_KEY_BYTES);
        TpmWriter blob = new TpmWriter();
        writeCredential(blob, innerKey, endorsementKey, storageRootKey, random);
        writeDuplicate(blob, key, innerKey, storageRootKey, random);
        blob.sized(TpmCryptography.encryptCfb(innerKey, uriText));
        return new AuthenticationKey(blob.bytes());
    }

    /** TPM2_MakeCredential: opens in the TPM of the endorsement key, while an object of that name is loaded there. */
    private static void writeCredential(
            TpmWriter blob, byte[] credential, TpmPublic endorsementKey, TpmPublic object, SecureRandom random) {
        byte[] seed = TpmCryptography.random(random, DIGEST_BYTES);
        byte[] identity = new TpmWriter().sized(credential).bytes();
        blob.sized(outerWrap(seed, identity, object.name()));
        blob.sized(TpmCryptography.encryptOaep(endorsementKey.key(), "IDENTITY", seed, random));
    }

    /** What TPM2_Duplicate makes of an HMAC key, wrapped inside and out, and the key's public area. */
    private static void writeDuplicate(
            TpmWriter blob, Secret key, byte[] innerKey, TpmPublic newParent, SecureRandom random) {
        HmacObject object = HmacObject.of(key, random);
        byte[] sensitive = new TpmWriter().sized(object.sensitive()).bytes();
        byte[] inner = new TpmWriter()
                .sized(TpmCryptography.sha256(sensitive, object.name()))
                .raw(sensitive)
                .bytes();
        byte[] seed = TpmCryptography.random(random, DIGEST_BYTES);
        blob.sized(outerWrap(seed, TpmCryptography.encryptCfb(innerKey, inner), object.name()));
        blob.sized(TpmCryptography.encryptOaep(newParent.key(), "DUPLICATE", seed, random));
        blob.sized(object.publicArea());
    }

    /** The integrity value and the encrypted text, both bound to the name and keyed by the seed. */
    private static byte[] outerWrap(byte[] seed, byte[] text, byte[] name) {
        byte[] encrypted = TpmCryptography.encryptCfb(TpmCryptography.kdfa(seed, "STORAGE", name, 128), text);
        byte[] integrityKey = TpmCryptography.kdfa(seed, "INTEGRITY", new byte[0], 256);
        byte[] integrity = TpmCryptography.hmac(integrityKey, encrypted, name);
        return new TpmWriter().sized(integrity).raw(encrypted).bytes();
    }

    /** The five parts and the uri, one after another. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** As it stands in {@code authenticationKey}. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

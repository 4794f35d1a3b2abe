package io.muster.core.tpm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** The TPM's algorithms on top of the JDK's: all with SHA-256 and AES-128 (clients.md section 5). */
final class TpmCryptography {
    private static final String HMAC = "HmacSHA256";
    private static final String CFB = "AES/CFB/NoPadding";
    private static final String OAEP = "RSA/ECB/OAEPPadding";
    // Looked for once and not with each cipher.
    private static final Provider CFB_PROVIDER = provider(CFB);
    private static final Provider OAEP_PROVIDER = provider(OAEP);
    // As a TPM has it: the integrity value is checked apart from the encryption, and every key is used once only.
    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[16]);

    private TpmCryptography() {}

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** KDFa for at most one block, which is all that the blob needs; its second context is always empty here. */
    static byte[] kdfa(byte[] key, String label, byte[] context, int bits) {
        byte[] counter = {0, 0, 0, 1};
        byte[] length = new TpmWriter().uint32(bits).bytes();
        return Arrays.copyOf(hmac(key, counter, zeroEnded(label), context, length), bits / 8);
    }

    static byte[] encryptCfb(byte[] key, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CFB, CFB_PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), ZERO_IV);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** RSA-OAEP; a TPM's label includes the zero byte that ends it. */
    static byte[] encryptOaep(PublicKey key, String label, byte[] text, SecureRandom random) {
        try {
            Cipher cipher = Cipher.getInstance(OAEP, OAEP_PROVIDER);
            OAEPParameterSpec parameters = new OAEPParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(zeroEnded(label)));
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters, random);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static byte[] random(SecureRandom source, int length) {
        byte[] bytes = new byte[length];
        source.nextBytes(bytes);
        return bytes;
    }

    private static Provider provider(String cipher) {
        try {
            return Cipher.getInstance(cipher).getProvider();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static byte[] zeroEnded(String label) {
        return (label + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static IllegalStateException lacking(GeneralSecurityException cause) {
        return new IllegalStateException("this Java lacks an algorithm of the TPM", cause);
    }
}

package io.muster.core.testkit;

import io.muster.core.identity.Secret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * A TPM in software, as far as DPS's devices use one: it activates, imports and loads what was sealed to its two keys, and
 * refuses what a real one refuses (clients.md section 5). It shares no code with the service's side.
 */
public final class SoftTpm {
    private static final byte[] EK_TEMPLATE = HexFormat.of()
            .parseHex("0001000b000300b20020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa"
                    + "00060080004300100800000000000100");
    private static final byte[] SRK_TEMPLATE =
            HexFormat.of().parseHex("0001000b00030472000000060080004300100800000000000100");

    private final AsymmetricCipherKeyPair ek = rsa();
    private final AsymmetricCipherKeyPair srk = rsa();

    /** A new TPM with keys of its own; takes about half a second. */
    public static SoftTpm make() {
        return new SoftTpm();
    }

    private SoftTpm() {}

    /** What the TPM says when it will not. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** TPM2B_PUBLIC in Base64. */
    public String ek() {
        return Base64.getEncoder().encodeToString(sized(publicArea(EK_TEMPLATE, ek)));
    }

    /** TPM2B_PUBLIC in Base64. */
    public String srk() {
        return Base64.getEncoder().encodeToString(sized(publicArea(SRK_TEMPLATE, srk)));
    }

    /** The key that an {@code authenticationKey} holds; throws {@link Refused} unless it is for this TPM and unharmed. */
    public Secret open(String authenticationKey) {
        SealedKey sealed = SealedKey.of(authenticationKey);
        return importKey(sealed, activate(sealed));
    }

    /** The text that stands beside the key. */
    public String uri(String authenticationKey) {
        SealedKey sealed = SealedKey.of(authenticationKey);
        return new String(SoftTpmCipher.decryptCfb(activate(sealed), sealed.uri()), StandardCharsets.UTF_8);
    }

    private byte[] activate(SealedKey sealed) {
        byte[] seed = SoftTpmCipher.decryptOaep(ek, "IDENTITY", sealed.credentialSecret());
        byte[] name = name(publicArea(SRK_TEMPLATE, srk));
        ByteBuffer credential = ByteBuffer.wrap(SoftTpmCipher.unwrap(seed, sealed.credential(), name));
        byte[] innerKey = SealedKey.take(credential);
        require(!credential.hasRemaining() && innerKey.length == 16, "the credential is no AES-128 key");
        return innerKey;
    }

    private Secret importKey(SealedKey sealed, byte[] innerKey) {
        byte[] seed = SoftTpmCipher.decryptOaep(srk, "DUPLICATE", sealed.duplicateSecret());
        byte[] name = name(sealed.publicArea());
        ByteBuffer inner = ByteBuffer.wrap(
                SoftTpmCipher.decryptCfb(innerKey, SoftTpmCipher.unwrap(seed, sealed.duplicate(), name)));
        byte[] integrity = SealedKey.take(inner);
        byte[] rest = new byte[inner.remaining()];
        inner.get(rest);
        require(Arrays.equals(integrity, SoftTpmCipher.sha256(rest, name)), "inner integrity");
        return load(SealedKey.take(ByteBuffer.wrap(rest)), sealed.publicArea());
    }

    private static Secret load(byte[] sensitive, byte[] publicArea) {
        ByteBuffer fields = ByteBuffer.wrap(sensitive);
        require(fields.getShort() == 8, "the sensitive area is of no keyed hash");
        require(SealedKey.take(fields).length == 0, "the key has an authorization");
        byte[] obfuscation = SealedKey.take(fields);
        byte[] key = SealedKey.take(fields);
        require(!fields.hasRemaining() && key.length <= 64, "the key does not fit");
        // keyed hash, SHA-256, userWithAuth noDA sign, no policy, HMAC with SHA-256, unique
        byte[] expected = concat(
                HexFormat.of().parseHex("0008000b0004044000000005000b"), sized(SoftTpmCipher.sha256(obfuscation, key)));
        require(Arrays.equals(publicArea, expected), "binding of public and sensitive area");
        return Secret.of(key);
    }

    private static AsymmetricCipherKeyPair rsa() {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), 2048, 80));
        return generator.generateKeyPair();
    }

    private static byte[] publicArea(byte[] template, AsymmetricCipherKeyPair pair) {
        byte[] modulus = ((RSAKeyParameters) pair.getPublic()).getModulus().toByteArray();
        return concat(template, Arrays.copyOfRange(modulus, modulus.length - 256, modulus.length));
    }

    private static byte[] name(byte[] publicArea) {
        return concat(new byte[] {0, 11}, SoftTpmCipher.sha256(publicArea));
    }

    private static byte[] sized(byte[] content) {
        return concat(new byte[] {(byte) (content.length >> 8), (byte) content.length}, content);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}

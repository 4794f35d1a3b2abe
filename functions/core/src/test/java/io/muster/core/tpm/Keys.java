package io.muster.core.tpm;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Public keys of the default templates with a modulus that nobody has the private half of: all ones. */
final class Keys {
    private static final byte[] MODULUS = new byte[256];

    static {
        Arrays.fill(MODULUS, (byte) 0xff);
    }

    /** Where the fields of an endorsement key stand, behind the size. */
    static final int TYPE = 2;

    static final int NAME_ALGORITHM = 4;
    static final int ATTRIBUTES = 6;
    static final int POLICY = 10;
    static final int SYMMETRIC = 44;
    static final int SCHEME = 50;
    static final int KEY_BITS = 52;
    static final int EXPONENT = 54;
    static final int MODULUS_SIZE = 58;
    static final int FIRST_OF_MODULUS = 60;

    private Keys() {}

    static byte[] endorsementKey() {
        return key("013a0001000b000300b20020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa"
                + "00060080004300100800000000000100");
    }

    static byte[] storageRootKey() {
        return key("011a0001000b00030472000000060080004300100800000000000100");
    }

    /** An endorsement key with something wrong about it. */
    static String broken(Consumer<byte[]> defect) {
        byte[] key = endorsementKey();
        defect.accept(key);
        return base64(key);
    }

    static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] key(String template) {
        byte[] head = HexFormat.of().parseHex(template);
        byte[] key = Arrays.copyOf(head, head.length + MODULUS.length);
        System.arraycopy(MODULUS, 0, key, head.length, MODULUS.length);
        return key;
    }
}

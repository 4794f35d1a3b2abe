package io.muster.core.testkit;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Public keys of the default templates, TPM2B_PUBLIC in Base64, with a modulus that nobody has the private half of: all ones. */
public final class SampleTpmKeys {
    public static final String EK =
            key("013a0001000b000300b20020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa"
                    + "00060080004300100800000000000100");
    public static final String SRK = key("011a0001000b00030472000000060080004300100800000000000100");

    private SampleTpmKeys() {}

    private static String key(String template) {
        byte[] head = HexFormat.of().parseHex(template);
        byte[] key = Arrays.copyOf(head, head.length + 256);
        Arrays.fill(key, head.length, key.length, (byte) 0xff);
        return Base64.getEncoder().encodeToString(key);
    }
}

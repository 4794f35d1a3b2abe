package io.muster.core.tpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.testkit.SeededRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("clients.md 5: the TPM's algorithms, against values made by another program")
class TpmCryptographyTest {
    private static final byte[] KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    @Test
    @DisplayName("KDFa with and without a context")
    void kdfa() {
        byte[] name = HexFormat.of().parseHex("000b" + "5a".repeat(32));

        assertEquals("009f711ff46f8188263069e9fd2e81eb", hex(TpmCryptography.kdfa(KEY, "STORAGE", name, 128)));
        assertEquals(
                "bacf689f634ece301e1f1b15b072d9c87db6a69585db42b1a0cb8f73ebe2692e",
                hex(TpmCryptography.kdfa(KEY, "INTEGRITY", new byte[0], 256)));
    }

    @Test
    @DisplayName("AES-128-CFB with a zero IV, any length")
    void cfb() {
        byte[] key = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        assertEquals(
                "a7814e45eeaf34e44f7db042c3b1ac1c7a10e842cc",
                hex(TpmCryptography.encryptCfb(key, "a uri of 21 bytes …".getBytes(UTF_8))));
    }

    @Test
    @DisplayName("A key that AES does not take is a fault of ours")
    void wrongKeys() {
        assertThrows(IllegalStateException.class, () -> TpmCryptography.encryptCfb(new byte[5], KEY));
    }

    @Test
    @DisplayName("2.37: seeds and inner keys are the random source's next bytes, not zeros")
    void random() {
        byte[] expected = new byte[16];
        new SeededRandom(7).nextBytes(expected);
        assertEquals(hex(expected), hex(TpmCryptography.random(new SeededRandom(7), 16)));
    }

    @Test
    @DisplayName("A TPM2B holds 65,535 bytes and no more")
    void longest() {
        assertEquals(65_537, new TpmWriter().sized(new byte[65_535]).bytes().length);
        assertThrows(IllegalArgumentException.class, () -> new TpmWriter().sized(new byte[65_536]));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

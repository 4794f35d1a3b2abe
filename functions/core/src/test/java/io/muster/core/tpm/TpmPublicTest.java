package io.muster.core.tpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("clients.md 5: what is taken for an endorsement or storage root key")
class TpmPublicTest {
    private static final byte[] EK = Keys.endorsementKey();
    private static final byte[] SRK = Keys.storageRootKey();

    @Test
    @DisplayName("The default templates are taken, and begin as every client's keys do")
    void defaultTemplates() {
        TpmPublic ek = TpmPublic.endorsementKey(Keys.base64(EK));
        TpmPublic srk = TpmPublic.storageRootKey(Keys.base64(SRK));

        assertEquals(Keys.base64(EK), ek.base64());
        assertTrue(ek.base64().startsWith("AToAAQALAAMAsg"));
        assertTrue(srk.base64().startsWith("ARoAAQALAAMEcg"));
    }

    @Test
    @DisplayName("The name is the digest of the public area without its size (digests made by another program)")
    void names() {
        assertEquals(
                "000be4ad7e9e97728bb28039fb5b43902bc7eda73b572503cd56fe9ee2bd1875c354",
                hex(TpmPublic.endorsementKey(Keys.base64(EK)).name()));
        assertEquals(
                "000bb4643c42e4531fec8cf7326f378c80551e8a909acc333051ef70bef843094e9b",
                hex(TpmPublic.storageRootKey(Keys.base64(SRK)).name()));
    }

    @Test
    @DisplayName("2.36: keys are compared as bytes")
    void equality() {
        TpmPublic ek = TpmPublic.endorsementKey(Keys.base64(EK));
        TpmPublic same = TpmPublic.endorsementKey(Keys.base64(EK));
        TpmPublic other = TpmPublic.endorsementKey(Keys.broken(key -> key[Keys.FIRST_OF_MODULUS + 9] = 0));

        assertEquals(ek, same);
        assertEquals(ek.hashCode(), same.hashCode());
        assertEquals(Keys.base64(EK), ek.toString());
        assertNotEquals(ek, other);
        assertNotEquals(ek.hashCode(), other.hashCode());
        assertFalse(ek.equals(new Object()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0003_00B2, 0x0003_04B2, 0x0003_0072, 0x0003_00F2, 0x0003_0472, 0x0003_0432})
    @DisplayName("Who may use the key differs from maker to maker and is not looked at")
    void harmlessAttributes(int attributes) {
        String key = Keys.broken(bytes -> putInt(bytes, Keys.ATTRIBUTES, attributes));
        assertEquals(key, TpmPublic.endorsementKey(key).base64());
    }

    @Test
    @DisplayName("Another policy, none, or the default exponent written out are taken")
    void harmlessFields() {
        byte[] spelledOut = Keys.endorsementKey();
        putInt(spelledOut, Keys.EXPONENT, 65537);
        byte[] otherPolicy = Keys.endorsementKey();
        otherPolicy[Keys.POLICY + 2] ^= 1;

        for (byte[] key : new byte[][] {spelledOut, otherPolicy, SRK}) {
            assertEquals(
                    Keys.base64(key), TpmPublic.endorsementKey(Keys.base64(key)).base64());
        }
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                defect("type", "is no RSA key", key -> putShort(key, Keys.TYPE, 0x0023)),
                defect("name algorithm", "SHA-256", key -> putShort(key, Keys.NAME_ALGORITHM, 0x000C)),
                attributes("fixedTPM", 0x0003_00B0),
                attributes("fixedParent", 0x0003_00A2),
                attributes("sensitiveDataOrigin", 0x0003_0092),
                attributes("restricted", 0x0002_00B2),
                attributes("decrypt", 0x0001_00B2),
                defect("sign", "signing key", key -> putInt(key, Keys.ATTRIBUTES, 0x0007_00B2)),
                defect("policy", "policy", key -> putShort(key, Keys.POLICY, 0x0020 - 1)),
                defect("policy beyond the end", "policy", key -> putShort(key, Keys.POLICY, 0xFFFF)),
                defect("cipher", "AES-128-CFB", key -> putShort(key, Keys.SYMMETRIC, 0x0010)),
                defect("cipher's key", "AES-128-CFB", key -> putShort(key, Keys.SYMMETRIC + 2, 256)),
                defect("cipher's mode", "AES-128-CFB", key -> putShort(key, Keys.SYMMETRIC + 4, 0x0042)),
                defect("scheme", "scheme", key -> putShort(key, Keys.SCHEME, 0x0017)),
                defect("key bits", "2048", key -> putShort(key, Keys.KEY_BITS, 1024)),
                defect("exponent", "exponent", key -> putInt(key, Keys.EXPONENT, 3)),
                defect("modulus beyond the end", "modulus", key -> putShort(key, Keys.MODULUS_SIZE, 257)),
                defect("modulus too short", "modulus", key -> putShort(key, Keys.MODULUS_SIZE, 255)),
                defect("modulus of 2047 bits", "2048 bits", key -> key[Keys.FIRST_OF_MODULUS] = 0x7f),
                defect("even modulus", "odd", key -> key[key.length - 1] = 2),
                defect("size too large", "cut short", key -> putShort(key, 0, 0x013b)),
                defect("size too small", "after the size", key -> putShort(key, 0, 0x0139)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    @DisplayName("2.37: any other template is refused, and the defect is named")
    void refused(String what, String told, String key) {
        String ek = refusal(() -> TpmPublic.endorsementKey(key));
        String srk = refusal(() -> TpmPublic.storageRootKey(key));

        assertTrue(ek.startsWith("endorsementKey ") && ek.contains(told), what + ": " + ek);
        assertTrue(srk.startsWith("storageRootKey ") && srk.contains(told), what + ": " + srk);
        assertFalse(ek.contains("/////"), ek);
    }

    @Test
    @DisplayName("The modulus must fill what its length says: a short one with a fitting size is refused too")
    void shortModulus() {
        byte[] key = Arrays.copyOf(Keys.endorsementKey(), 315);
        putShort(key, 0, 313);
        putShort(key, Keys.MODULUS_SIZE, 255);
        assertTrue(refusal(() -> TpmPublic.endorsementKey(Keys.base64(key))).contains("2048 bits"));
    }

    @Test
    @DisplayName("A tail inside the stated size is refused as well as one behind it")
    void tails() {
        byte[] inside = Arrays.copyOf(Keys.storageRootKey(), 285);
        putShort(inside, 0, 283);
        byte[] behind = Arrays.copyOf(Keys.storageRootKey(), 285);

        assertTrue(refusal(() -> TpmPublic.storageRootKey(Keys.base64(inside))).contains("after its modulus"));
        assertTrue(refusal(() -> TpmPublic.storageRootKey(Keys.base64(behind))).contains("1 bytes after the size"));
    }

    /** Cut anywhere, also inside a field: with a fitting size, and named by the field that is no longer whole. */
    @Test
    @DisplayName("A key that ends within a field is refused by that field's name")
    void cutShort() {
        for (int length = 2; length < EK.length; length++) {
            byte[] key = Arrays.copyOf(EK, length);
            putShort(key, 0, length - 2);
            assertTrue(refusal(() -> TpmPublic.endorsementKey(Keys.base64(key))).contains("is cut short in its"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "AToAAQALAAMAsg=", "not base64!", "AToAAQALAAMAsg-_", "AA==", "AAA="})
    @DisplayName("No Base64, or hardly any")
    void noKey(String text) {
        assertTrue(refusal(() -> TpmPublic.endorsementKey(text)).startsWith("endorsementKey "));
    }

    @Test
    @DisplayName("A text too long for any key is refused by its length")
    void tooLong() {
        String text = Base64.getEncoder().encodeToString(new byte[319]);
        assertTrue(refusal(() -> TpmPublic.endorsementKey(text)).contains("1 to 424 characters"));
    }

    private static Arguments attributes(String missing, int attributes) {
        String told = String.format("has attributes 0x%08X", attributes);
        return defect(missing, told, key -> putInt(key, Keys.ATTRIBUTES, attributes));
    }

    private static Arguments defect(String what, String told, Consumer<byte[]> defect) {
        return arguments(what, told, Keys.broken(defect));
    }

    private static String refusal(Executable parse) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, parse).getMessage());
    }

    private static void putShort(byte[] key, int at, int value) {
        ByteBuffer.wrap(key).putShort(at, (short) value);
    }

    private static void putInt(byte[] key, int at, int value) {
        ByteBuffer.wrap(key).putInt(at, value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

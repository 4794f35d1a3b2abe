package io.muster.core.tpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.identity.Secret;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.testkit.TestData;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("2.37: only the TPM with both keys opens an authentication key")
class AuthenticationKeyTest {
    private static final SoftTpm TPM = SoftTpm.make();
    private static final SoftTpm OTHER = SoftTpm.make();
    private static final String URI = "hub.azure-devices.net/unit-1";

    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 32, 64})
    @DisplayName("It opens to the key and the uri")
    void opens(int length) {
        Secret key = Secret.of(bytes(length));
        String sealed = seal(key, URI, TPM, TPM).base64();

        assertEquals(key, TPM.open(sealed));
        assertEquals(URI, TPM.uri(sealed));
    }

    @Test
    @DisplayName("clients.md 5: 794 bytes for a key of 32 and a uri of 28, in the parts' documented sizes")
    void sizes() {
        byte[] sealed = seal(Secret.of(new byte[32]), URI, TPM, TPM).bytes();

        assertEquals(794, sealed.length);
        assertEquals(List.of(54, 258, 144, 258, 50, 30), partSizes(sealed));
    }

    @Test
    @DisplayName("Sealed twice, it looks different and opens to the same")
    void fresh() {
        Secret key = TestData.key("identity");
        String one = seal(key, URI, TPM, TPM).base64();
        String two = seal(key, URI, TPM, TPM).base64();

        assertNotEquals(one, two);
        assertEquals(TPM.open(one), TPM.open(two));
    }

    @Test
    @DisplayName("Not with another endorsement key, not with another storage root key, not in another TPM")
    void otherTpms() {
        Secret key = TestData.key("identity");

        for (AuthenticationKey sealed :
                List.of(seal(key, URI, OTHER, TPM), seal(key, URI, TPM, OTHER), seal(key, URI, OTHER, OTHER))) {
            assertThrows(SoftTpm.Refused.class, () -> TPM.open(sealed.base64()));
        }
    }

    @Test
    @DisplayName("Not with any bit flipped in any of the five parts")
    void flippedBits() {
        byte[] sealed = seal(Secret.of(new byte[32]), URI, TPM, TPM).bytes();
        int protectedBytes = sealed.length - 30;

        // Primes, so that all bits and all parts are met without a decryption for each of 6,000 bits.
        for (int bit = 3; bit < protectedBytes * 8; bit += 61) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getEncoder().encodeToString(flipped);
            assertThrows(SoftTpm.Refused.class, () -> TPM.open(text), "bit " + bit);
        }
    }

    @Test
    @DisplayName("clients.md 5: a key must fit into a SHA-256 block, a uri must be there and stay below 1024 bytes")
    void limits() {
        Secret key = Secret.of(new byte[32]);

        for (int length : new int[] {0, 65}) {
            assertThrows(IllegalArgumentException.class, () -> seal(Secret.of(new byte[length]), URI, TPM, TPM));
        }
        assertThrows(IllegalArgumentException.class, () -> seal(key, "", TPM, TPM));
        assertThrows(IllegalArgumentException.class, () -> seal(key, "ü".repeat(512), TPM, TPM));
        assertEquals(
                "u".repeat(1023), TPM.uri(seal(key, "u".repeat(1023), TPM, TPM).base64()));
    }

    private AuthenticationKey seal(Secret key, String uri, SoftTpm ek, SoftTpm srk) {
        return AuthenticationKey.seal(
                key, uri, TpmPublic.endorsementKey(ek.ek()), TpmPublic.storageRootKey(srk.srk()), random);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SeededRandom(length).nextBytes(bytes);
        return bytes;
    }

    private static List<Integer> partSizes(byte[] sealed) {
        List<Integer> sizes = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        while (bytes.hasRemaining()) {
            int size = Short.toUnsignedInt(bytes.getShort());
            sizes.add(size + 2);
            bytes.position(bytes.position() + size);
        }
        return sizes;
    }
}

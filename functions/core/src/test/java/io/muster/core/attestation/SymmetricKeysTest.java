package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.Secret;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricKeysTest {
    @ParameterizedTest
    @DisplayName("2.1: a key has 16 to 64 bytes")
    @ValueSource(ints = {16, 36, 64})
    void lengthsTaken(int length) {
        Secret key = Secret.of(new byte[length]);
        assertEquals(length, new SymmetricKeys(key, key).primary().length());
    }

    @ParameterizedTest
    @DisplayName("2.1: shorter or longer keys are refused by name")
    @ValueSource(ints = {0, 15, 65})
    void lengthsRefused(int length) {
        Secret key = Secret.of(new byte[length]);
        Secret good = TestData.key("good");
        assertTrue(refusal(key, good).contains("symmetricKey.primaryKey"));
        assertTrue(refusal(good, key).contains("symmetricKey.secondaryKey"));
    }

    @Test
    @DisplayName("2.1: generated keys have 64 bytes and differ")
    void generated() {
        SeededRandom random = new SeededRandom(21);
        Secret one = SymmetricKeys.generate(random);
        assertEquals(64, one.length());
        assertNotEquals(one, SymmetricKeys.generate(random));
    }

    @Test
    @DisplayName("2.9, 2.11: derivation is per key and depends on the spelling")
    void derivation() {
        SymmetricKeys group = TestData.keys("line");
        SymmetricKeys member = group.derive("unit-1");
        assertNotEquals(member.primary(), member.secondary());
        assertNotEquals(member, group.derive("Unit-1"));
        assertEquals(member, group.derive("unit-1"));
    }

    @Test
    void noTextFormShowsAKey() {
        SymmetricKeys keys = TestData.keys("line");
        assertFalse(keys.toString().contains(keys.primary().revealBase64()), keys.toString());
        assertTrue(keys.toString().contains("Secret[64 bytes]"), keys.toString());
    }

    private static String refusal(Secret primary, Secret secondary) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> new SymmetricKeys(primary, secondary))
                .getMessage());
    }
}

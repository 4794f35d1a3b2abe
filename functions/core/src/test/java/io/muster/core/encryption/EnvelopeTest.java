package io.muster.core.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.encryption.Envelope.Place;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Secrets at rest")
class EnvelopeTest {
    private static final Place PLACE = new Place("enrollments", "p", "unit-1", "primaryKey");
    private static final Secret SECRET = TestData.key("device");

    private final Keys keys = new Keys();
    private final Envelope envelope = new Envelope(keys, new SeededRandom(8));

    /** Data keys by id, the last one added is current. */
    private static final class Keys implements DataKeys {
        private final Map<String, DataKey> byId = new HashMap<>();
        private DataKey current = add("k1");

        private DataKey add(String id) {
            DataKey key =
                    new DataKey(id, Secret.of(Arrays.copyOf(TestData.key(id).reveal(), 32)));
            byId.put(id, key);
            current = key;
            return key;
        }

        @Override
        public DataKey current() {
            return current;
        }

        @Override
        public DataKey byId(String id) {
            return Optional.ofNullable(byId.get(id)).orElseThrow(() -> new IllegalStateException("no data key " + id));
        }
    }

    @Test
    void whatIsSealedOpensInItsPlace() {
        String sealed = envelope.seal(SECRET, PLACE);
        assertTrue(sealed.matches("v1\\.k1\\.[A-Za-z0-9_-]+"), sealed);
        assertEquals(SECRET, envelope.open(sealed, PLACE));
        Secret nothing = Secret.of(new byte[0]);
        assertEquals(nothing, envelope.open(envelope.seal(nothing, PLACE), PLACE));
    }

    @Test
    void oneSecretSealedTwiceLooksDifferent() {
        assertNotEquals(envelope.seal(SECRET, PLACE), envelope.seal(SECRET, PLACE));
    }

    @Test
    void aSealedValueMovedElsewhereDoesNotOpen() {
        String sealed = envelope.seal(SECRET, PLACE);
        assertCloses(sealed, new Place("enrollments", "p", "unit-2", "primaryKey"));
        assertCloses(sealed, new Place("enrollments", "p", "unit-1", "secondaryKey"));
        assertCloses(sealed, new Place("groups", "p", "unit-1", "primaryKey"));
        assertCloses(sealed, new Place("enrollments", "punit-1", "", "primaryKey"));
        assertCloses(sealed, new Place("enrollments", "", "punit-1", "primaryKey"));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        String sealed = envelope.seal(SECRET, PLACE);
        String head = sealed.substring(0, sealed.lastIndexOf('.') + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(head.length()));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertCloses(head + Base64.getUrlEncoder().withoutPadding().encodeToString(flipped), PLACE);
        }
    }

    @Test
    void truncatedAndForeignTextDoesNotOpen() {
        String sealed = envelope.seal(SECRET, PLACE);
        for (int length = 0; length < sealed.length(); length++) {
            assertCloses(sealed.substring(0, length), PLACE);
        }
        assertCloses(sealed + ".x", PLACE);
        assertCloses("v2" + sealed.substring(2), PLACE);
        assertCloses("v1.k1.***", PLACE);
    }

    @Test
    void fuzzedTextIsRefusedAsNotOurs() {
        long seed = 256;
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(10_000); i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v1.k1." : "");
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : '-' + random.nextInt(78)));
            }
            assertThrows(
                    IllegalStateException.class,
                    () -> envelope.open(text.toString(), PLACE),
                    () -> "seed " + seed + ": " + text);
        }
    }

    @Test
    void aValueOpensUnderTheKeyItNamesOnly() {
        String old = envelope.seal(SECRET, PLACE);
        keys.add("k2");
        assertTrue(envelope.seal(SECRET, PLACE).startsWith("v1.k2."));
        assertEquals(SECRET, envelope.open(old, PLACE));
        assertCloses(old.replace("v1.k1.", "v1.k2."), PLACE);
        assertCloses(old.replace("v1.k1.", "v1.k3."), PLACE);
    }

    @Test
    void dataKeysHave256BitsAndAnIdWithoutDots() {
        Secret key = Secret.of(new byte[32]);
        assertThrows(IllegalArgumentException.class, () -> new DataKey("", key));
        assertThrows(IllegalArgumentException.class, () -> new DataKey("a.b", key));
        assertThrows(IllegalArgumentException.class, () -> new DataKey("a", Secret.of(new byte[31])));
        assertFalse(new DataKey("a", key).toString().contains(key.revealBase64()));
    }

    private void assertCloses(String sealed, Place place) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> envelope.open(sealed, place), () -> sealed);
        assertFalse(String.valueOf(refused.getMessage()).contains(SECRET.revealBase64()));
    }
}

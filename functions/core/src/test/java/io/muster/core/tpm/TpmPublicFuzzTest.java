package io.muster.core.tpm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The parser of TPM keys takes a key or refuses it in words, whatever it is given, and is quick about it")
class TpmPublicFuzzTest {
    private static final int TRIES = Effort.inputs(10_000);
    /** Some 10 µs a key; the rest is for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damaged_keys_are_refused_or_come_back_to_the_byte(long seed) {
        Random random = new Random(seed);
        assertTimeout(LONGEST, () -> {
            int taken = 0;
            for (int i = 0; i < TRIES; i++) {
                taken += isTaken(damage(random), "seed " + seed + ", try " + i) ? 1 : 0;
            }
            assertTrue(taken > 0 && taken < TRIES, "taken: " + taken);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void noise_is_refused(long seed) {
        Random random = new Random(seed);
        assertTimeout(LONGEST, () -> {
            for (int i = 0; i < TRIES; i++) {
                byte[] noise = new byte[random.nextInt(320)];
                random.nextBytes(noise);
                assertTrue(!isTaken(noise, "seed " + seed + ", try " + i));
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void any_text_is_refused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(600), 0, 0x250).forEach(text::appendCodePoint);
            assertTrue(!isTaken(text.toString()), "seed " + seed + ", try " + i);
        }
    }

    private static boolean isTaken(byte[] key, String message) {
        boolean taken = isTaken(Keys.base64(key));
        if (taken) {
            TpmPublic parsed = TpmPublic.storageRootKey(Keys.base64(key));
            assertArrayEquals(key, Base64.getDecoder().decode(parsed.base64()), message);
        }
        return taken;
    }

    private static boolean isTaken(String text) {
        try {
            TpmPublic unused = TpmPublic.storageRootKey(text);
            return true;
        } catch (IllegalArgumentException expected) {
            return false;
        }
    }

    private static byte[] damage(Random random) {
        byte[] key = random.nextBoolean() ? Keys.endorsementKey() : Keys.storageRootKey();
        // Most damage goes to the head, where the fields are.
        int reach = random.nextInt(4) == 0 ? key.length : 62;
        for (int hits = random.nextInt(4); hits > 0; hits--) {
            key[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(key, key.length + random.nextInt(5) - 2) : key;
    }
}

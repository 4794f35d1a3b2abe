package io.muster.local.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded: whatever path and body are sent, the vault answers or refuses in its own error form. */
class VaultApiFuzzTest {
    private static final String[] PATHS = {
        "/keys/k", "/keys/k/", "/keys/k/rotat", "/keys/k//wrapkey", "/keys/k//unwrapkey", "/keys/x/creat", "/", ""
    };
    private static final String BODY = "{\"alg\":\"RSA-OAEP-256\",\"value\":\"AAAA_-\",\"kty\":\"EC\",\"key_size\":1}";

    @Test
    void anyCallIsAnsweredOrRefused() {
        VaultKeys keys = new VaultKeys(KeyStorage.NONE, Clock.systemUTC());
        keys.createIfAbsent("k", 2048);
        VaultApi api = new VaultApi(keys);
        int refused = 0;
        for (long seed = 1; seed <= 5_000; seed++) {
            Random random = new Random(seed);
            String path = damage(PATHS[random.nextInt(PATHS.length)], random);
            byte[] body = damage(BODY, random).getBytes(StandardCharsets.UTF_8);
            try {
                api.answer(VaultCall.of(random.nextBoolean() ? "GET" : "POST", "https://v", path, body));
            } catch (VaultProblem e) {
                refused++;
                assertTrue(e.status() >= 400 && e.status() <= 501, "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused > 0, "nothing was ever refused");
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int change = random.nextInt(3); change > 0 && !damaged.isEmpty(); change--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x250));
                case 1 -> damaged.insert(at, "/.%{}\"[],:\0".charAt(random.nextInt(11)));
                default -> damaged.deleteCharAt(at);
            }
        }
        return damaged.toString();
    }
}

package io.muster.core.edge;

import static io.muster.core.edge.EdgeSamples.NOW;
import static io.muster.core.edge.EdgeSamples.chainOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.testkit.Effort;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 2: the payload decoder takes exactly what the encoder makes")
class EdgePayloadFuzzTest {
    private static final int TRIES = Effort.inputs(5_000);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void any_claims_survive_the_round_trip(long seed) throws MalformedPayloadException {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES / 20; i++) {
            EdgeClaims claims = randomClaims(random);
            assertEquals(claims, EdgePayload.decode(EdgePayload.encode(claims)), "try " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void damaged_bytes_are_refused_or_have_one_meaning(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            byte[] damaged = damage(EdgePayload.encode(EdgeSamples.claims(NOW, chainOf(40, 30))), random);
            assertRefusedOrCanonical(damaged, "try " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void noise_is_refused_or_has_one_meaning(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertRefusedOrCanonical(noise, "try " + i);
        }
    }

    private static void assertRefusedOrCanonical(byte[] payload, String message) {
        EdgeClaims claims;
        try {
            claims = EdgePayload.decode(payload);
        } catch (MalformedPayloadException expected) {
            assertEquals(expected.reason().name(), expected.getMessage());
            return;
        }
        assertArrayEquals(payload, EdgePayload.encode(claims), message);
    }

    private static byte[] damage(byte[] payload, Random random) {
        byte[] damaged = Arrays.copyOf(payload, Math.max(0, payload.length + random.nextInt(5) - 2));
        for (int hits = random.nextInt(4); hits > 0; hits--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static EdgeClaims randomClaims(Random random) {
        int[] lengths =
                random.ints(random.nextInt(7), 1, ClientChain.MOST_BYTES / 6).toArray();
        EdgeProtocol[] protocols = EdgeProtocol.values();
        return new EdgeClaims(
                Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)),
                text(random, 1 + random.nextInt(16)),
                "/" + text(random, random.nextInt(2048)),
                BodyDigest.of(new byte[random.nextInt(10)]),
                protocols[random.nextInt(protocols.length)],
                text(random, random.nextInt(65)),
                text(random, random.nextInt(256)),
                chainOf(lengths));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        random.ints(length, '!', 0x7f).forEach(text::appendCodePoint);
        return text.toString();
    }
}

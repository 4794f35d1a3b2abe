package io.muster.gateway.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bodies pass if decoding and encoding them as UTF-8 changes nothing")
class BodyTextTest {
    private static final int INPUTS = Math.max(50_000, Integer.getInteger("muster.fuzz", 0));

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "\u00fc", "\u20ac", "\ud83d\ude00", "a\u0000b", "mid\ufeffdle"})
    void text_passes(String text) {
        assertEquals(Optional.empty(), BodyText.fault(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void random_bytes_pass_exactly_if_they_survive_the_platform(long seed) {
        Random random = new Random(seed);
        int[] interesting = {0x00, 0x41, 0x7f, 0x80, 0xbf, 0xbb, 0xc2, 0xe0, 0xa0, 0xed, 0xef, 0xf0, 0x90, 0xf4, 0xff};
        for (int i = 0; i < INPUTS; i++) {
            byte[] body = new byte[random.nextInt(6)];
            for (int at = 0; at < body.length; at++) {
                body[at] = (byte) interesting[random.nextInt(interesting.length)];
            }
            String decoded = new String(body, StandardCharsets.UTF_8);
            boolean survives =
                    Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), body) && !decoded.startsWith("\ufeff");
            assertEquals(survives, BodyText.fault(body).isEmpty(), () -> Arrays.toString(body));
        }
    }
}

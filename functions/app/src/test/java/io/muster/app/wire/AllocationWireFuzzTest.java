package io.muster.app.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationWireFuzzTest {
    private static final int ROUNDS = Effort.inputs(20_000);
    private static final String CHARACTERS = "{}[]\":,\\eE0123456789.-+ \u0000\u00e9nultrafs$<iotHubHostName";
    private static final List<String> GOOD = List.of(
            "{\"iotHubHostName\":\"hub-a.azure-devices.net\"}",
            "{\"iotHubHostName\":\"h\",\"initialTwin\":{\"tags\":{\"a\":[1,{}]},\"properties\":{\"desired\":{\"b\":1e3}}}}",
            "{\"iotHubHostName\":\"h\",\"payload\":{\"deep\":" + "[".repeat(70) + "]".repeat(70) + "}}",
            "{\"iothubhostname\":\"h\",\"payload\":{\"n\":-12345678901234567890.5e99}}");

    private final AllocationWire wire = new AllocationWire();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("3.27: whatever a webhook answers is read, or refused in words")
    void anything(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String body = changed(new StringBuilder(GOOD.get(random.nextInt(GOOD.size()))), random);
            try {
                wire.read(body);
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("the answer is "), refused.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + body, e);
            }
        }
        assertTrue(read > ROUNDS / 20, "only " + read + " were read");
    }

    private static String changed(StringBuilder text, Random random) {
        for (int change = random.nextInt(5); change > 0 && text.length() > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, character(random));
                case 1 -> text.setLength(at);
                case 2 -> text.insert(at, text.substring(at));
                case 3 -> text.deleteCharAt(at);
                default -> text.insert(at, character(random));
            }
        }
        return text.toString();
    }

    private static char character(Random random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
}

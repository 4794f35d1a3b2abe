package io.muster.core.edge;

import static io.muster.core.edge.EdgeSamples.keyText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 2, 10: MUSTER_EDGE_KEYS")
class EdgeKeysTest {
    @Test
    void the_first_key_is_current_and_all_are_known() {
        EdgeKeys keys = EdgeKeys.parse(keyText("new", 1) + ", " + keyText("old", 2));

        assertEquals("new", keys.current().id());
        assertTrue(keys.byId("old").isPresent());
        assertTrue(keys.byId("other").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|key 1 does not start",
                "no-colon|key 1 does not start",
                "bad id:AAAA|key 1 does not start",
                "a:***|key 1 is not base64",
                "a:AAAA|key 1 has fewer than 32 bytes",
                "a:AAAA,b:***|key 2 is not base64"
            })
    void faults_are_named_by_position(String text, String fault) {
        assertTrue(fault(text).contains(fault), fault(text));
    }

    @Test
    void all_faults_come_together_and_none_shows_a_secret() {
        String secret = "c2VjcmV0c2VjcmV0";

        String fault = fault("a:" + secret + "," + keyText("b", 1) + "," + keyText("b", 2) + ",x");

        assertTrue(fault.contains("key 1 has fewer"), fault);
        assertTrue(fault.contains("key 3 repeats"), fault);
        assertTrue(fault.contains("key 4 does not start"), fault);
        assertFalse(fault.contains(secret), fault);
    }

    @Test
    void more_than_four_keys_are_refused() {
        String five = String.join(",", keyText("a", 1), keyText("b", 1), keyText("c", 1), keyText("d", 1), "e:");

        assertTrue(fault(five).contains("more than 4"), fault(five));
    }

    @Test
    void the_key_bytes_are_copied_in() {
        byte[] bytes = new byte[32];
        EdgeKey key = new EdgeKey("a", bytes);
        String before = Base64.getEncoder().encodeToString(key.mac(new byte[] {1}));

        bytes[0] = 1;

        assertEquals(before, Base64.getEncoder().encodeToString(key.mac(new byte[] {1})));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void noise_is_taken_or_refused_never_anything_else(long seed) {
        Random random = new Random(seed);
        String alphabet = "aA0:=,+/ \u00e9" + keyText("k", 4);
        for (int i = 0; i < Effort.inputs(5_000); i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(120), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            try {
                assertFalse(EdgeKeys.parse(text.toString()).current().id().isEmpty());
            } catch (IllegalArgumentException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("Edge keys: "), text.toString());
            }
        }
    }

    private static String fault(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> EdgeKeys.parse(text))
                .getMessage());
    }
}

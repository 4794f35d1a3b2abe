package io.muster.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Host headers")
class HostHeaderTest {
    private static final int INPUTS = Math.max(20_000, Integer.getInteger("muster.fuzz", 0));

    @ParameterizedTest
    @CsvSource({"Dps.Example, Dps.Example", "h:443, h", "[::1]:8443, [::1]", "[::1], [::1]", "h:, h"})
    void the_name_is_taken_without_its_port(String value, String name) {
        assertEquals(Optional.of(name), HostHeader.name(List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":443", "a/b", "a b", "a,b", "user@h", "h:x", "h:123456", "h\u00e9"})
    void other_values_are_refused(String value) {
        assertEquals(Optional.empty(), HostHeader.name(List.of(value)));
    }

    @Test
    void there_is_exactly_one() {
        assertEquals(Optional.empty(), HostHeader.name(List.of()));
        assertEquals(Optional.empty(), HostHeader.name(List.of("a", "a")));
        assertEquals(Optional.empty(), HostHeader.name(List.of("a".repeat(256))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void noise_gives_a_clean_name_or_none(long seed) {
        Random random = new Random(seed);
        String alphabet = "aB1.:[]/@, -\u00e9\u0000";
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            HostHeader.name(List.of(text.toString()))
                    .ifPresent(name -> assertTrue(name.matches("[aB1.:\\[\\]-]+"), text::toString));
        }
    }
}

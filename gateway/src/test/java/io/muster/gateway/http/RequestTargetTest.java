package io.muster.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Request targets: path and query, untouched")
class RequestTargetTest {
    private static final int INPUTS = Math.max(20_000, Integer.getInteger("muster.fuzz", 0));

    @ParameterizedTest
    @CsvSource({
        "/a/../b, /a/../b",
        "//a, //a",
        "https://h, /",
        "https://h/, /",
        "https://h/a?b, /a?b",
        "https://h?b, /?b",
        "HTTP://h:1/%00, /%00"
    })
    void paths_and_absolute_urls_are_taken(String target, String expected) {
        assertEquals(Optional.of(expected), RequestTarget.pathAndQuery(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a", "h:443", "https://", "https:///a", "https://?a", "ws://h/", "/a b", "/a#b"})
    void everything_else_is_not(String target) {
        assertEquals(Optional.empty(), RequestTarget.pathAndQuery(target));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void what_is_taken_is_always_a_visible_tail_of_what_was_sent(long seed) {
        Random random = new Random(seed);
        String alphabet = "/?#%:*htps.\u00e9\u0000 ~a";
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            String target = text.toString();
            RequestTarget.pathAndQuery(target).ifPresent(taken -> {
                assertTrue(taken.startsWith("/"), target);
                assertTrue(target.endsWith(taken) || target.endsWith(taken.substring(1)), target);
                assertTrue(taken.chars().allMatch(c -> c > ' ' && c < 0x7f), target);
            });
        }
    }
}

package io.muster.core.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Issue 5.2: questions are signed, with two keys while one takes the other's place")
class WebhookKeysTest {
    private static final String KEY = base64("0123456789abcdef0123456789abcdef");
    private static final String OTHER = base64("fedcba9876543210fedcba9876543210");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @DisplayName("the signature is the one that openssl makes of the same text")
    void known() {
        // printf '1700000000.4.17.{}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        String one = WebhookKeys.parse("a:" + KEY).sign("1700000000", "4.17", "{}");
        String two = WebhookKeys.parse("a:" + KEY + ", b:" + OTHER).sign("1700000000", "4.17", "{}");

        assertEquals("v1=a89d8d12f5b0b400314cbbd824b385c9768ab3a9367da5f5e17d0d56a67d23c7", one);
        assertTrue(two.startsWith(one + ",v1="), two);
        assertEquals(2 * one.length() + 1, two.length());
    }

    @Test
    void no_key_no_signature() {
        assertTrue(WebhookKeys.NONE.none());
        assertFalse(WebhookKeys.parse("a:" + KEY).none());
    }

    static Stream<String> wrong() {
        return Stream.of(
                "",
                KEY,
                ":" + KEY,
                "a b:" + KEY,
                "a:",
                "a:***",
                "a:" + base64("short"),
                "a:" + KEY + ",",
                "a:" + KEY + ",a:" + OTHER,
                "a:" + KEY + ",b:" + OTHER + ",c:" + KEY);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_no_pair_of_keys_is_refused_and_not_quoted(String text) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> WebhookKeys.parse(text))
                .getMessage());

        assertFalse(message.contains(KEY.substring(4, 12)), message);
    }
}

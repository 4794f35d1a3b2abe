package io.muster.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("1.25: registration ids and group ids")
class IdTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "unit-0001", "A.b_c:d-", ".a", ":0", "0ne"})
    void lettersDigitsAndFourMarksArePermitted(String text) {
        assertEquals(text, new RegistrationId(text).text());
        assertEquals(text, new GroupId(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.", "a_", "a:", "a@b", "a b", "a/b", "é", "a\n", "\u212A1", "a%3Ab"})
    void anyOtherCharacterOrATrailingMarkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new RegistrationId(text));
        assertThrows(IllegalArgumentException.class, () -> new GroupId(text));
    }

    @Test
    void a128CharactersAreTheMost() {
        assertEquals(128, new RegistrationId("x".repeat(128)).text().length());
        assertThrows(IllegalArgumentException.class, () -> new RegistrationId("x".repeat(129)));
        assertThrows(IllegalArgumentException.class, () -> new GroupId("x".repeat(129)));
    }

    @Test
    void idsAreEqualWithoutRegardToCaseAndKeepTheirSpelling() {
        RegistrationId one = new RegistrationId("Unit-A");
        RegistrationId other = new RegistrationId("uNIT-a");
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals("Unit-A", one.text());
        assertEquals("unit-a", one.folded());
        assertNotEquals(one, new RegistrationId("unit-b"));
        assertEquals(new GroupId("Line-1"), new GroupId("line-1"));
        assertEquals(new GroupId("Line-1").hashCode(), new GroupId("line-1").hashCode());
        assertNotEquals(new GroupId("line-1"), new GroupId("line-2"));
        assertNotEquals((Object) one, new GroupId("unit-a"));
    }

    @Test
    void fuzzedTextIsAnIdOrAnIllegalArgument() {
        long seed = 125;
        Random random = new Random(seed);
        int good = 0;
        for (int i = 0; i < Effort.inputs(10_000); i++) {
            String text = randomText(random);
            try {
                RegistrationId id = new RegistrationId(text);
                good++;
                assertTrue(id.text().chars().allMatch(c -> c < 128), () -> "seed " + seed + ": " + text);
                assertEquals(id, new RegistrationId(text.toUpperCase(Locale.ROOT)), () -> "seed " + seed + ": " + text);
            } catch (IllegalArgumentException refused) {
                assertThrows(IllegalArgumentException.class, () -> new GroupId(text), () -> "seed " + seed);
            }
        }
        assertTrue(good > 500, "the generator makes good ids too: " + good);
    }

    private static String randomText(Random random) {
        String usual = "abcXYZ019-._:";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(30) == 0
                            ? (char) random.nextInt(0x3000)
                            : usual.charAt(random.nextInt(usual.length())));
        }
        return text.toString();
    }
}

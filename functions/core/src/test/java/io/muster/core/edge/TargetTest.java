package io.muster.core.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.muster.core.testkit.Effort;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 2: the edge header is bound to the path, whatever its spelling")
class TargetTest {
    @ParameterizedTest(name = "{0} arrives as {1}")
    @CsvSource({
        "/a, /a",
        "/a%3Ab, /a:b",
        "/%41%2e%5F, /A._",
        "/a%2fb, /a%2Fb",
        "/caf%c3%a9, /caf%C3%A9",
        "/a%20b, /a%20b",
        "/a%3Fb?x=1, /a%3fb?x=1",
        "/a%25zz, /a%25zz",
        "/a%ff, /a%FF",
        "/a?, /a",
        "/a%3ab?q=%3A&e=, /a:b?q=%3A&e="
    })
    void the_same_path_in_two_spellings_is_equal(String sent, String arrived) {
        assertEquals(Target.of(sent), Target.of(arrived));
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource({
        "/a, /b",
        "/a, /A",
        "/a, /a/",
        "/a/b, /a//b",
        "/a%2Fb, /a/b",
        "/a%252Fb, /a%2Fb",
        "/a%252Fb, /a/b",
        "/a%2541, /aA",
        "/a%2541, /a%41",
        "/a%25zz, /a%zz",
        "/a%3Fb, /a?b",
        "/a?b?c, /a%3Fb?c",
        "/a/../b, /b",
        "/a/%2E%2E/b, /b",
        "/./b, /b",
        "/a%00, /a",
        "/a%, /a",
        "/a%2, /a%25",
        "/a?q=%3A, /a?q=:",
        "/a?q=%3a, /a?q=%3A",
        "/a?q, /a?q="
    })
    void different_paths_or_queries_never_become_equal(String sent, String arrived) {
        assertNotEquals(Target.of(sent), Target.of(arrived));
    }

    @Test
    void any_escaping_of_a_path_is_equal_to_it_and_to_no_other() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < Effort.inputs(5_000); round++) {
            String plain = segment(random);
            String other = segment(random);
            String why = "seed " + seed + ": " + plain + " and " + other;
            assertEquals(Target.of("/" + escaped(plain, random)), Target.of("/" + escaped(plain, random)), why);
            assertEquals(
                    plain.equals(other),
                    Target.of("/" + escaped(plain, random)).equals(Target.of("/" + escaped(other, random))),
                    why);
        }
    }

    /** One or two characters that matter, so that equal ones come often. */
    private static String segment(Random random) {
        String alphabet = "aA/%2F5?: \u007f";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** A spelling that decodes to {@code segment}: what must be escaped is, the rest by chance. */
    private static String escaped(String segment, Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if ("/%? \u007f".indexOf(c) >= 0 || random.nextBoolean()) {
                out.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}

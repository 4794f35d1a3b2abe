package io.muster.local.host.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    a/b                            | /a/b         | {}
                    a/b                            | /A/B/        | {}
                    a/b                            | /a/b//       | -
                    a/b                            | /a           | -
                    a/b                            | //a/b        | -
                    ''                             | /            | {}
                    a/{x}                          | /a/1%2F2     | {x=1%2F2}
                    a/{x}                          | /a/          | -
                    a/{x}                          | /a/b/c       | -
                    a/{x?}                         | /a           | {}
                    a/{x?}                         | /a/b         | {x=b}
                    a/{x?}/{y?}                    | /a//b        | {y=b}
                    a/{*rest}                      | /a           | {}
                    a/{*rest}                      | /a/          | {}
                    a/{*rest}                      | /a/b/c/      | {rest=b/c/}
                    {*rest}                        | /            | {}
                    {x:int}                        | /-12         | {x=-12}
                    {x:int}                        | /12a         | -
                    {x:alpha:length(2)}            | /aB          | {x=aB}
                    {x:alpha:length(2)}            | /a1          | -
                    {x:length(2,3)}                | /abcd        | -
                    {x:regex(^[a-z]{{2}}$)}        | /AB          | {x=AB}
                    {x:regex(^[a-z]{{2}}$)}        | /abc         | -
                    {x:regex(b/?)}/c               | /abc/c       | {x=abc}
                    {x:regex(^(?:a:b)$)?}          | /a:b         | {x=a:b}
                    {x:regex(^(?:a:b)$)?}          | /            | {}
                    """)
    void matchesAsTheAspNetTemplateMatcherDoes(String template, String path, String values) {
        // when
        Optional<Map<String, String>> match = RouteTemplate.parse(template).match(path);

        // then
        assertEquals(Optional.ofNullable(values), match.map(Map::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a//b",
                "{x",
                "{x}-{y}",
                "a{x}",
                "{x}/{X}",
                "{*a}/b",
                "{a?}/b",
                "{x:guid}",
                "{x:regex([)}",
                "{x=5}",
                "a*",
                "{x:length(b)}",
                "{}",
                "{**x}",
                "}"
            })
    void whatItCannotHonourIsRefusedWhenLoading(String template) {
        assertThrows(IllegalArgumentException.class, () -> RouteTemplate.parse(template));
    }

    @Test
    void anyTemplateAndPathEndsSoonWithAMatchOrNone() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        String path = "/" + text(random, "/ab%2F.:{}\u00e9");
                        try {
                            RouteTemplate.parse(text(random, "/ab{}{}x?*:int()"))
                                    .match(path);
                        } catch (IllegalArgumentException e) {
                            RouteTemplate.parse("a/{x?}/{*b}").match(path);
                        }
                    }
                },
                () -> "seed " + seed);
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(24); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

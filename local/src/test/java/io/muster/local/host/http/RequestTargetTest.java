package io.muster.local.host.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    /a/b,                /a/b,        http://h/a/b
                    /%41%3A,             /A:,         http://h/A:
                    /a%2Fb%2f,           /a%2Fb%2f,   http://h/a%2Fb%2f
                    /a%252Fb,            /a%2Fb,      http://h/a%2Fb
                    /a|b,                /a|b,        http://h/a%7Cb
                    /%C3%A9,             /é,          http://h/%C3%A9
                    /%C3%28%FF%zz%,      /%C3(%FF%zz%, http://h/%C3(%FF%25zz%25
                    /a/../b/./c,         /b/c,        http://h/b/c
                    /a/%2e%2E,           /,           http://h/
                    /../../a/,           /a/,         http://h/a/
                    http://x:1/p?q,      /p,          http://h/p?q
                    http://x,            /,           http://h/
                    """)
    void aPathIsDecodedOnceKeepsItsEncodedSlashesAndIsEncodedAgain(String raw, String path, String url) {
        // when
        RequestTarget target = RequestTarget.parse(raw).orElseThrow();

        // then
        assertEquals(path, target.path());
        assertEquals(url, target.url("h"));
    }

    @Test
    void theQueryStaysAsSent() {
        assertEquals(
                "http://h/?a=%41|&b",
                RequestTarget.parse("/?a=%41|&b").orElseThrow().url("h"));
    }

    @Test
    void queryParametersAreJoinedAndEmptyOnesDropped() {
        assertEquals(
                Map.of("A", "1,2 x", "c", "/"),
                RequestTarget.parse("/?A=1&a=2+x&b=&b2&&c=%2F").orElseThrow().queryParameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "a/b", "/%00", "/\u00e9", "/a?\u0000"})
    void whatTheServerRefusesIsEmpty(String raw) {
        assertEquals(Optional.empty(), RequestTarget.parse(raw));
    }

    @Test
    void anyTargetHasAPathThatIsAValidUriAndDecodesToItself() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "/ab.%2FfC3A9\"<>{}|\\^` ~";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder raw = new StringBuilder("/");
            for (int length = random.nextInt(20); length > 0; length--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            RequestTarget target = RequestTarget.parse(raw.toString()).orElseThrow();
            URI uri = URI.create(target.url("h"));
            assertTrue(uri.getRawPath().startsWith("/"), () -> "seed " + seed + ", raw " + raw);
            assertEquals("", target.query(), () -> "seed " + seed);
        }
    }
}

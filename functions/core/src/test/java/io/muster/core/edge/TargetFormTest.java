package io.muster.core.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 2: the edge header is bound to a path, not to one spelling of it")
final class TargetFormTest {
    @ParameterizedTest
    @CsvSource({"/a%3Ab, /a:b", "/%61%2dz, /a-z", "/a%c3%a9, /a%C3%A9", "/a%2fb, /a%2Fb", "/a%25b, /a%25b"})
    @DisplayName("spellings of one path are one")
    void same(String one, String other) {
        assertEquals(TargetForm.of(one), TargetForm.of(other));
    }

    @ParameterizedTest
    @CsvSource({"/a%2Fb, /a/b", "/a%252Fb, /a%2Fb", "/A, /a", "/a?x=%3A, /a?x=:", "/a%3Fb, /a?b", "/a%, /a%25%"})
    @DisplayName("an encoded slash, letter case, the query and what a second decoding would make stay apart")
    void different(String one, String other) {
        assertNotEquals(TargetForm.of(one), TargetForm.of(other));
    }

    @Test
    @DisplayName("whatever comes, a form of a form is the same form")
    void stable() {
        for (String target : new String[] {"", "/", "/%", "/%4", "/%zz?%", "/é %", "/\u0000"}) {
            assertEquals(TargetForm.of(target), TargetForm.of(TargetForm.of(target)));
        }
    }
}

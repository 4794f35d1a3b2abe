package io.muster.core.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("W3C Trace Context, level 1: traceparent")
class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String TEXT = "00-" + TRACE + "-" + SPAN + "-01";
    private static final TraceParent PARENT = new TraceParent(TRACE, SPAN, true);
    private static final String CHARACTERS = "0123456789abcdefABCDEFg- ,\u0000\u00e9\n";

    @Test
    @DisplayName("is read and written in its four fields")
    void readAndWritten() {
        assertEquals(Optional.of(PARENT), TraceParent.parse(TEXT));
        assertEquals(TEXT, PARENT.text());
        assertEquals("00-" + TRACE + "-" + SPAN + "-00", PARENT.sampledAs(false).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "03", "ff", "09"})
    @DisplayName("is recorded when the last flag is set, whatever the others, which are not passed on")
    void flags(String flags) {
        TraceParent read =
                TraceParent.parse("00-" + TRACE + "-" + SPAN + "-" + flags).orElseThrow();

        assertTrue(read.sampled());
        assertEquals(TEXT, read.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "fe"})
    @DisplayName("is not recorded when it is not set")
    void unsampled(String flags) {
        assertFalse(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-" + flags)
                .orElseThrow()
                .sampled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-more", "-\n"})
    @DisplayName("of a later version is read in the fields that are known")
    void laterVersion(String more) {
        assertEquals(
                Optional.of(PARENT), TraceParent.parse("cc" + TEXT.substring(2) + more), "version cc, then " + more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    @DisplayName("of any other form is none")
    void malformed(String text) {
        assertEquals(Optional.empty(), TraceParent.parse(text));
    }

    @Test
    @DisplayName("is never read when it is long beyond use")
    void tooLong() {
        assertEquals(Optional.empty(), TraceParent.parse("cc" + TEXT.substring(2) + "-" + "a".repeat(1000)));
    }

    @Test
    @DisplayName("cannot be made of what it cannot be read from")
    void made() {
        assertThrows(IllegalArgumentException.class, () -> new TraceParent("0".repeat(32), SPAN, true));
        assertThrows(IllegalArgumentException.class, () -> new TraceParent(TRACE, "0".repeat(16), true));
        assertThrows(IllegalArgumentException.class, () -> new TraceParent(TRACE + "-00", SPAN, true));
    }

    @Test
    @DisplayName("begins with ids of its own, drawn from the source that is given, and never all zero")
    void begun() {
        TraceParent first = TraceParent.begin(new Random(1), true);
        RandomGenerator zero = () -> 0;

        assertEquals(first, TraceParent.begin(new Random(1), true));
        assertNotEquals(first.traceId(), TraceParent.begin(new Random(2), true).traceId());
        assertEquals(Optional.of(first), TraceParent.parse(first.text()));
        assertEquals("0".repeat(31) + "1", TraceParent.begin(zero, false).traceId());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("any text is read or not, and what was read comes out in a form that is read the same")
    void fuzz(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(20_000); i++) {
            String text = damaged(random);
            TraceParent.parse(text)
                    .ifPresent(read -> assertEquals(Optional.of(read), TraceParent.parse(read.text()), text));
        }
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(TEXT);
        for (int change = random.nextInt(4); change > 0 && text.length() > 0; change--) {
            int at = random.nextInt(text.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, character);
                case 1 -> text.setLength(at);
                case 2 -> text.insert(at, character);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }
}

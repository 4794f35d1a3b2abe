package io.muster.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void optionsMayRepeatAndTheLastOneCounts() {
        CommandLine line = parse("--queue", "a", "--exit-on-eof", "--queue", "b");
        assertEquals(List.of("a", "b"), line.all("--queue"));
        assertEquals(Optional.of("b"), line.last("--queue"));
        assertTrue(line.has("--exit-on-eof"));
        assertFalse(line.has("--port"));
        assertEquals(7, line.number("--port", 0, 7));
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> parse("--quue", "a"));
        assertThrows(IllegalArgumentException.class, () -> parse("a"));
        assertThrows(IllegalArgumentException.class, () -> parse("--port"));
        assertThrows(IllegalArgumentException.class, () -> parse("--port", "x").number("--port", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> parse("--port", "-1").number("--port", 0, 0));
    }

    private static CommandLine parse(String... args) {
        return CommandLine.parse(args, Set.of("--queue", "--port"), Set.of("--exit-on-eof"));
    }
}

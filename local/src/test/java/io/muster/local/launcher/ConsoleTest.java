package io.muster.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lines that steer the local service")
final class ConsoleTest {
    private final List<String> restarts = new ArrayList<>();

    @Test
    @DisplayName("restart PROCESS APP restarts it with that app, whose folder may hold spaces")
    void restart() throws IOException {
        assertEquals(
                List.of("RESTARTED functions-work as process 42"),
                follow("restart functions-work /some where/app\n\n"));
        assertEquals(List.of("functions-work " + Path.of("/some where/app")), restarts);
    }

    @Test
    @DisplayName("what is no such line, or fails, is answered with FAILED, and the next line is carried out")
    void failures() throws IOException {
        List<String> answers =
                follow("restart\nstop functions-work /app\nrestart gone /app\nrestart functions-work /app");

        assertEquals(
                List.of(
                        "FAILED a line is: restart PROCESS APP",
                        "FAILED a line is: restart PROCESS APP",
                        "FAILED gone is not running",
                        "RESTARTED functions-work as process 42"),
                answers);
    }

    @Test
    @DisplayName("Fuzz: any line that is not blank gets one answer")
    void anyLine() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "restart " : "");
            random.ints(random.nextInt(20), 0, 0x300)
                    .filter(c -> c != '\n' && c != '\r')
                    .forEach(line::appendCodePoint);
            int expected = line.toString().isBlank() ? 0 : 1;
            assertEquals(expected, follow(line + "\n").size(), () -> "seed " + seed + ": " + line);
        }
    }

    private List<String> follow(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(this::restarted, new PrintStream(out, true, StandardCharsets.UTF_8));
        console.follow(new BufferedReader(new StringReader(lines)));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private long restarted(String process, Path app) throws IOException {
        if (process.equals("gone")) {
            throw new IOException("gone is not running");
        }
        restarts.add(process + " " + app);
        return 42;
    }
}

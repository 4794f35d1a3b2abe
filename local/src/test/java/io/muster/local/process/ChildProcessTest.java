package io.muster.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real child JVM, since the promises are about processes, stdin and signals. */
class ChildProcessTest {
    private Process child;
    private BufferedReader out;

    @BeforeEach
    void start() throws IOException {
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Served.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = child.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() {
        child.destroyForcibly();
    }

    @Test
    void theReadyLineIsTheOnlyOutputAndEndOfStdinClosesInOrder() throws Exception {
        // given
        assertEquals("{\"ready\":true,\"port\":7}", out.readLine());

        // when
        child.getOutputStream().close();

        // then
        assertEquals("closed first", out.readLine());
        assertEquals("closed last", out.readLine());
        assertNull(out.readLine());
        assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue());
    }

    @Test
    void sigtermClosesInOrderToo() throws Exception {
        // given
        assertEquals("{\"ready\":true,\"port\":7}", out.readLine());

        // when
        child.toHandle().destroy();

        // then
        assertEquals("closed first", out.readLine());
        assertEquals("closed last", out.readLine());
        assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, child.exitValue());
    }

    /** The child: the second thing it closes fails, which must not spare the third. */
    static final class Served {
        private Served() {}

        public static void main(String[] args) throws InterruptedException {
            ChildProcess.serve(
                    System.out,
                    Map.of("port", 7),
                    true,
                    () -> System.out.println("closed first"),
                    () -> {
                        throw new IOException("expected");
                    },
                    () -> System.out.println("closed last"));
        }
    }
}

package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A fleet command whose process is killed while a call is under way")
final class KilledTest {
    private static final int DEVICES = 700;
    private static final int LONGEST_SECONDS = 60;

    private final FakeMuster muster = new FakeMuster();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("export: goes on to the same file")
    void export() throws Exception {
        for (int n = 0; n < DEVICES; n++) {
            muster.put(Lines.enrollment(n));
            muster.put(Lines.record(n));
        }
        Path file = folder.resolve("fleet");
        try (TestService service = TestService.start(muster)) {
            killed(service, 2, List.of("export", "--from", "@FLEET", "--out", file.toString()));
            assertFalse(Files.exists(file));

            Command command = Command.over(service);
            assertEquals(
                    Fleet.DONE,
                    command.run("export", "--from", "@FLEET", "--out", file.toString(), "--resume"),
                    command::toString);

            assertEquals(String.join("", muster.things().values()), Files.readString(file));
            // Three pages, of which the one under way was asked for twice.
            assertEquals(4, service.calls());
        }
    }

    @Test
    @DisplayName("import: goes on with what was not answered, and nothing is lost")
    void intake() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < DEVICES; n++) {
            lines.append(Lines.enrollment(n)).append(Lines.record(n));
        }
        Path file = Files.writeString(folder.resolve("fleet"), lines);
        try (TestService service = TestService.start(muster)) {
            killed(service, 9, List.of("import", "--to", "@FLEET", "--in", file.toString(), "--concurrency", "1"));

            Command command = Command.over(service);
            assertEquals(
                    Fleet.DONE,
                    command.run("import", "--to", "@FLEET", "--in", file.toString(), "--resume"),
                    command::toString);

            assertEquals(2 * DEVICES, muster.things().size());
            assertEquals(15, service.calls());
            assertEquals("1400 lines: {created=1300, updated=100}\n", command.out());
        }
    }

    /** Runs the command in a process of its own and kills it before that call's answer reaches it. */
    private static void killed(TestService service, int call, List<String> args) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FleetMain.class.getName()));
        line.addAll(args);
        CompletableFuture<Process> started = new CompletableFuture<>();
        service.fault(
                call,
                new TestService.Fault.Meanwhile(
                        () -> started.join().destroyForcibly().onExit().join()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FLEET", service.connectionString());
        Process process = builder.start();
        started.complete(process);
        try {
            assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
            assertNotEquals(Fleet.DONE, process.exitValue());
            assertEquals(call, service.calls());
        } finally {
            process.destroyForcibly();
        }
    }
}

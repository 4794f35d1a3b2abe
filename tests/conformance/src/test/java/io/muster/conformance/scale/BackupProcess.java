package io.muster.conformance.scale;

import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged backup command as an operator runs it, a process of its own that reads the stack file. */
final class BackupProcess {
    private static final int LONGEST_MINUTES = 60;

    private final LocalStack stack;
    private final Path folder;

    /** How it ended, and all it wrote. */
    record Ending(int exitCode, String said) {
        /** The digest of the rows that it names. */
        String sha256() {
            return said.replaceAll("(?s).*sha256 ([0-9a-f]{64}).*", "$1");
        }

        /** The backup that it names. */
        String name() {
            return said.replaceAll("(?s).*Backup (\\S+) .*", "$1");
        }
    }

    BackupProcess(LocalStack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
    }

    Ending run(String... words) {
        try {
            Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
            Path app = root.resolve("functions/app/target/azure-functions/muster");
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    app + "/*" + System.getProperty("path.separator") + app.resolve("lib") + "/*",
                    "io.muster.app.BackupCommand"));
            line.addAll(List.of(words));
            line.addAll(List.of("--stack", stack.file().toString()));
            return ended(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ending ended(List<String> line) throws IOException {
        Path out = Files.createTempFile(folder, "backup", ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("does not end: " + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return new Ending(process.exitValue(), Files.readString(out));
    }
}

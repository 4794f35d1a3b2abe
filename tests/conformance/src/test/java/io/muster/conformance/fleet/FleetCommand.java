package io.muster.conformance.fleet;

import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The fleet command as an operator runs it: a process of its own, whose connection string is in its environment. */
final class FleetCommand {
    private static final int LONGEST_SECONDS = 180;

    private final LocalStack stack;
    private final Path folder;

    /** What it said and how it ended. */
    record Ending(int exitCode, String said) {}

    FleetCommand(LocalStack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
    }

    /** @param side {@code --from} or {@code --to} */
    Ending run(String command, String side, String... more) {
        try {
            Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    root.resolve("local/target/classes") + System.getProperty("path.separator")
                            + root.resolve("local/target/lib") + "/*",
                    "io.muster.local.fleet.FleetMain",
                    command,
                    side,
                    "@FLEET",
                    "--ca",
                    stack.facts().path("caFile").asText()));
            line.addAll(List.of(more));
            return run(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ending run(List<String> line) throws IOException {
        Path said = Files.createTempFile(folder, "fleet", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("FLEET", stack.serviceConnectionString() + ";Endpoint=" + stack.edge());
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Ending(process.exitValue(), Files.readString(said));
    }
}

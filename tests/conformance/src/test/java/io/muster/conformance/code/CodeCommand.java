package io.muster.conformance.code;

import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command as an operator runs it: a process of its own, with its credential in the environment. */
final class CodeCommand {
    private static final int LONGEST_SECONDS = 180;

    private final LocalStack stack;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final StringBuilder everything = new StringBuilder();

    /** How it ended, and what it wrote where. */
    record Ending(int exitCode, String out, String err) {
        String said() {
            return out + err;
        }
    }

    CodeCommand(LocalStack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
        environment.put("MUSTER_CONNECTION", stack.serviceConnectionString() + ";Endpoint=" + stack.edge());
    }

    CodeCommand with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CodeCommand without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** All that any run has written. */
    String everything() {
        return everything.toString();
    }

    Ending run(String command, Path description, String... options) {
        List<String> line = new ArrayList<>(List.of(command, description.toString()));
        line.addAll(List.of(options));
        return run(line);
    }

    Ending run(List<String> arguments) {
        try {
            Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    root.resolve("functions/fleet/target/muster-fleet/muster-fleet.jar")
                            .toString()));
            line.addAll(arguments);
            line.addAll(List.of("--ca", stack.facts().path("caFile").asText()));
            return ended(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ending ended(List<String> line) throws IOException {
        Path out = Files.createTempFile(folder, "command", ".out");
        Path err = Files.createTempFile(folder, "command", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + Files.readString(out) + Files.readString(err));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Ending ending = new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
        everything.append(ending.said());
        return ending;
    }
}

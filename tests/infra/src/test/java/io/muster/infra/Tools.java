package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this module's own environments, which a user's machine need not have and the one that runs CI must. */
final class Tools {
    private static final Path PYTHON = Path.of("python").toAbsolutePath();
    private static final Path NODE = Path.of("node").toAbsolutePath();
    private static final String REMEDY = "tests/infra/install makes what this test needs";

    private Tools() {}

    /** What a program printed, and how it ended. */
    record Ran(int exit, String output, String errors) {
        String successful() {
            assertEquals(0, exit, output + errors);
            return output;
        }
    }

    static Ran python(List<String> arguments) {
        return inEnvironment("python", arguments);
    }

    static Ran checkov(List<String> arguments) {
        return inEnvironment("checkov", arguments);
    }

    static Ran node(List<String> arguments) {
        need(Files.isDirectory(NODE.resolve("node_modules")));
        return run("node", arguments, NODE);
    }

    private static Ran inEnvironment(String program, List<String> arguments) {
        Path executable = PYTHON.resolve(".venv/bin").resolve(program);
        need(Files.isExecutable(executable));
        return run(executable.toString(), arguments, PYTHON);
    }

    private static void need(boolean there) {
        if (!there) {
            assertNotEquals("true", System.getenv("CI"), REMEDY);
            assumeTrue(false, REMEDY);
        }
    }

    private static Ran run(String program, List<String> arguments, Path folder) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile("muster-infra", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String complaints = Files.readString(errors);
            Files.delete(errors);
            return new Ran(exit, output, complaints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

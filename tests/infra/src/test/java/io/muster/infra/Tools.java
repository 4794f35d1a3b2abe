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

/** Programs of this module's Python environment, which a user's machine need not have and the one that runs CI must. */
final class Tools {
    private static final Path PYTHON = Path.of("python").toAbsolutePath();
    private static final String REMEDY = "tests/infra/python/install makes the environment that this test needs";

    private Tools() {}

    /** What a program printed, and how it ended. */
    record Ran(int exit, String output, String errors) {
        String successful() {
            assertEquals(0, exit, output + errors);
            return output;
        }
    }

    static Ran python(List<String> arguments) {
        return run("python", arguments);
    }

    static Ran checkov(List<String> arguments) {
        return run("checkov", arguments);
    }

    private static Ran run(String program, List<String> arguments) {
        Path executable = PYTHON.resolve(".venv/bin").resolve(program);
        if (!Files.isExecutable(executable)) {
            assertNotEquals("true", System.getenv("CI"), REMEDY);
            assumeTrue(false, REMEDY);
        }
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile("muster-infra", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(PYTHON.toFile())
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

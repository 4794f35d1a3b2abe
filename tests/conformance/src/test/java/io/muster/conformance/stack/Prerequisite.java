package io.muster.conformance.stack;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a user's machine need not have, and the machine that runs CI must. */
public final class Prerequisite {
    private Prerequisite() {}

    /** Goes on when it is there; else ends the test: skipped on a user's machine, failed where CI runs. */
    public static void require(boolean isThere, String remedy) {
        if (!isThere) {
            assertNotEquals("true", System.getenv("CI"), remedy);
            assumeTrue(false, remedy);
        }
    }

    /** Whether a program can be run by its name. */
    public static boolean isOnPath(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}

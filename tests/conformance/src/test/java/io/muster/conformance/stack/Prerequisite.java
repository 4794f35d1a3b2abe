package io.muster.conformance.stack;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
}

package io.muster.local.fleet;

import java.io.PrintStream;

/** Tells the operator how far it has come, each thousand lines. */
final class Progress {
    private static final int STEP = 1000;

    private final PrintStream out;
    private final String done;
    private long told;

    /** @param done what has become of the lines, such as {@code written} */
    Progress(PrintStream out, String done) {
        this.out = out;
        this.done = done;
    }

    void at(long lines) {
        if (lines / STEP > told / STEP) {
            out.println(lines + " lines " + done);
        }
        told = lines;
    }
}

package io.muster.core.testkit;

/** How much a test tries: the usual, or what the profile {@code release} asks for where that is more. */
public final class Effort {
    private static final int INPUTS = Integer.getInteger("muster.fuzz", 0);
    private static final int HISTORIES = Integer.getInteger("muster.histories", 0);

    private Effort() {}

    public static int inputs(int usual) {
        return Math.max(usual, INPUTS);
    }

    public static int histories(int usual) {
        return Math.max(usual, HISTORIES);
    }
}

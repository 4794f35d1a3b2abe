package io.muster.core.testkit;

/** The end of the process in the middle of a call: nothing in the code under test may catch it. */
public final class Crash extends Error {
    public Crash(String moment) {
        super(moment);
    }
}

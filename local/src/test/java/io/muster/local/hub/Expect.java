package io.muster.local.hub;

/** Assertions for programs that run without a test framework. */
final class Expect {

    private Expect() {}

    /** An action that may fail. */
    interface Action {
        void run() throws Exception;
    }

    static void that(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Expected that " + what);
        }
    }

    static <E extends Exception> E fails(Class<E> kind, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            if (kind.isInstance(e)) {
                return kind.cast(e);
            }
            throw new IllegalStateException("Expected " + kind.getSimpleName(), e);
        }
        throw new IllegalStateException("Expected " + kind.getSimpleName() + ", but nothing failed");
    }
}

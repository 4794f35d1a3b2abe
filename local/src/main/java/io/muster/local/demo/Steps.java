package io.muster.local.demo;

/** Prints what happens, as it happens, with its time. */
final class Steps {
    private long last = System.nanoTime();

    void done(String what) {
        long now = System.nanoTime();
        System.out.printf("  %6d ms  %s%n", (now - last) / 1_000_000, what);
        System.out.flush();
        last = now;
    }
}

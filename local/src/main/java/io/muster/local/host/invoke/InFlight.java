package io.muster.local.host.invoke;

import java.time.Duration;

/** Counts work under way, so that a stop can wait for its end, and refuses new work once the stop has begun. */
public final class InFlight {
    private int running;
    private boolean stopping;

    /** Whether new work may begin; if so, {@link #end} must follow. */
    public synchronized boolean begin() {
        if (stopping) {
            return false;
        }
        running++;
        return true;
    }

    public synchronized void end() {
        running--;
        notifyAll();
    }

    /** Refuses new work and waits for what runs; false when some still ran at the limit. */
    public synchronized boolean stop(Duration limit) throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + limit.toNanos();
        while (running > 0) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}

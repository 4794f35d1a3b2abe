package io.muster.gateway.mqtt;

/** Lets so many packets through at once and so many a second on end. */
final class RateMeter {
    private static final double NANOS = 1e9;

    private final int burst;
    private final int perSecond;
    private double left;
    private long last;

    RateMeter(int burst, int perSecond, long nanoTime) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.last = nanoTime;
    }

    /** Takes one; false when there is none left. */
    boolean take(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - last) / NANOS * perSecond);
        last = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

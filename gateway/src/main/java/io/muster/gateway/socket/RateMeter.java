package io.muster.gateway.socket;

/** Lets so many messages through at once and so many a second on end. */
public final class RateMeter {
    private static final double NANOS = 1e9;

    private final int burst;
    private final int perSecond;
    private double left;
    private long last;

    public RateMeter(int burst, int perSecond, long nanoTime) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
        this.last = nanoTime;
    }

    /** Takes one; false when there is none left. */
    public boolean take(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - last) / NANOS * perSecond);
        last = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

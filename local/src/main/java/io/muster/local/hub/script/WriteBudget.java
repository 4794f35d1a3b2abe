package io.muster.local.hub.script;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so many identity writes in any minute, as a hub's unit size allows. A bulk request counts as one: how the real
 * hub counts it was not found. It belongs to the hub's event loop.
 */
public final class WriteBudget {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Deque<Instant> spent = new ArrayDeque<>();
    private int perMinute;

    public WriteBudget(Clock clock) {
        this.clock = clock;
    }

    /** Sets the limit, 0 for none, and forgets what was spent. */
    public void limitTo(int writesPerMinute) {
        perMinute = writesPerMinute;
        spent.clear();
    }

    /** Spends one write. Returns 0, or the seconds to wait when nothing is left. */
    public long spend() {
        if (perMinute == 0) {
            return 0;
        }
        Instant now = clock.instant();
        while (!spent.isEmpty() && !spent.peekFirst().plus(WINDOW).isAfter(now)) {
            spent.removeFirst();
        }
        if (spent.size() < perMinute) {
            spent.addLast(now);
            return 0;
        }
        Duration wait = Duration.between(now, spent.getFirst().plus(WINDOW));
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}

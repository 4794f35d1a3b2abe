package io.muster.local.hub.script;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many operations in any window of time. It belongs to the hub's event loop. */
public final class WriteBudget {

    private final Clock clock;
    private final Duration window;
    private final Deque<Spent> spent = new ArrayDeque<>();
    private long inWindow;
    private int limit;

    private record Spent(Instant at, int count) {}

    /** A budget of a minute. */
    public WriteBudget(Clock clock) {
        this(clock, Duration.ofMinutes(1));
    }

    WriteBudget(Clock clock, Duration window) {
        this.clock = clock;
        this.window = window;
    }

    /** Sets the limit of a window, 0 for none, and forgets what was spent. */
    public void limitTo(int operations) {
        limit = operations;
        spent.clear();
        inWindow = 0;
    }

    int limit() {
        return limit;
    }

    /** Spends one. Returns 0, or the seconds to wait when nothing is left. */
    public long spend() {
        return spend(1);
    }

    /** Spends so many or none. What is more than a whole window holds takes an empty one, so that it is not refused for ever. */
    long spend(int count) {
        if (limit == 0) {
            return 0;
        }
        Instant now = clock.instant();
        while (!spent.isEmpty() && !spent.peekFirst().at().plus(window).isAfter(now)) {
            inWindow -= spent.removeFirst().count();
        }
        int price = Math.min(count, limit);
        if (inWindow + price <= limit) {
            spent.addLast(new Spent(now, price));
            inWindow += price;
            return 0;
        }
        Duration wait = Duration.between(now, freeAt(price));
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** When enough has left the window. */
    private Instant freeAt(int price) {
        long left = inWindow;
        Instant at = Instant.MIN;
        for (Spent each : spent) {
            left -= each.count();
            at = each.at();
            if (left + price <= limit) {
                break;
            }
        }
        return at.plus(window);
    }
}

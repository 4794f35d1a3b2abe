package io.muster.core.testkit;

import io.muster.core.limits.Allowances;
import io.muster.core.limits.RateKind;
import io.muster.core.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Allowances that several instances share; counts what a store would be asked. */
public final class InMemoryAllowances implements Allowances {
    private record Row(RateKind kind, long minute) {}

    private final Map<Row, Kept> kept = new HashMap<>();
    private long version;
    private int calls;
    private boolean down;

    @Override
    public synchronized Optional<Kept> find(RateKind kind, long minute) {
        called();
        return Optional.ofNullable(kept.get(new Row(kind, minute)));
    }

    @Override
    public synchronized Optional<Kept> save(RateKind kind, long minute, long taken, Optional<Kept> former) {
        called();
        Row row = new Row(kind, minute);
        if (!Optional.ofNullable(kept.get(row)).equals(former)) {
            return Optional.empty();
        }
        version++;
        Kept next = new Kept(taken, Long.toString(version));
        kept.put(row, next);
        return Optional.of(next);
    }

    /** From now on every call fails, or none. */
    public synchronized void down(boolean now) {
        down = now;
    }

    public synchronized int calls() {
        return calls;
    }

    private void called() {
        calls++;
        if (down) {
            throw Problem.unavailable("the store is down", new IllegalStateException("down"));
        }
    }
}

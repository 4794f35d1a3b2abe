package io.muster.core.testkit;

import io.muster.core.identity.HubHost;
import io.muster.core.levelling.HubBudget;
import io.muster.core.levelling.HubBudgets;
import io.muster.core.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Budgets that several instances share; counts what a store would be asked. */
public final class InMemoryBudgets implements HubBudgets {
    private final Map<HubHost, Kept> kept = new HashMap<>();
    private long version;
    private int calls;
    private boolean down;

    @Override
    public synchronized Optional<Kept> find(HubHost hub) {
        called();
        return Optional.ofNullable(kept.get(hub));
    }

    @Override
    public synchronized Optional<Kept> save(HubHost hub, HubBudget budget, Optional<Kept> former) {
        called();
        if (!Optional.ofNullable(kept.get(hub)).equals(former)) {
            return Optional.empty();
        }
        version++;
        Kept next = new Kept(budget, Long.toString(version));
        kept.put(hub, next);
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

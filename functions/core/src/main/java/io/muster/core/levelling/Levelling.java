package io.muster.core.levelling;

import io.muster.core.identity.HubHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Whose turn it is to write to a hub. Costs nothing for hubs that have not refused this instance yet. */
public final class Levelling {
    private final HubBudgets budgets;
    private final InstantSource clock;
    private final Map<HubHost, HubLine> lines = new ConcurrentHashMap<>();

    public Levelling(HubBudgets budgets, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    /** What a registration that wants to write is told. */
    public sealed interface Turn {
        record Go() implements Turn {}

        /** Come back then, with this ticket. */
        record Wait(long ticket, Duration about) implements Turn {}
    }

    /** @param ticket the one it was told to come back with; empty on its first try */
    public Turn turn(HubHost hub, OptionalLong ticket) {
        return line(hub).turn(ticket);
    }

    /** The hub has answered 429. */
    public void refused(HubHost hub, Optional<Duration> retryAfter) {
        line(hub).refused(retryAfter.orElse(Duration.ofSeconds(1)));
    }

    /** One whose turn it was got a 429: the line has not come so far. */
    public void setBack(HubHost hub, long ticket) {
        line(hub).setBack(ticket);
    }

    /** Whether the hub is known to throttle. */
    public boolean limited(HubHost hub) {
        return line(hub).limited();
    }

    private HubLine line(HubHost hub) {
        return lines.computeIfAbsent(hub, host -> new HubLine(host, budgets, clock));
    }
}

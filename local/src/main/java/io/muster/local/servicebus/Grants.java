package io.muster.local.servicebus;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What a connection may use, by the tokens put on it, each until it expires. Checked when a link attaches. */
final class Grants {
    private final Map<EntityPath, Instant> until = new HashMap<>();
    private final Clock clock;

    Grants(Clock clock) {
        this.clock = clock;
    }

    void grant(EntityPath entity, Instant expiry) {
        until.put(entity, expiry);
    }

    boolean cover(EntityPath entity) {
        Instant now = clock.instant();
        until.values().removeIf(expiry -> !expiry.isAfter(now));
        return until.keySet().stream().anyMatch(granted -> granted.covers(entity));
    }
}

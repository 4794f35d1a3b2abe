package io.muster.azure.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when told to. */
final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Shows what the store's own clock shows, which cannot be told anything. */
    void synchronize() {
        now = Instant.now();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}

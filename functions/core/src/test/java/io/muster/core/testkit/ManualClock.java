package io.muster.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when it is told to. */
public final class ManualClock implements InstantSource {
    private Instant now;

    public ManualClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves on to {@code instant}; stays where it is when that has passed. */
    /** As an operator or a time server does. */
    public void setBack(Duration by) {
        now = now.minus(by);
    }

    public void advanceTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }
}

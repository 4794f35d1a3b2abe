package io.muster.local.hub.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WriteBudgetTest {

    private Instant now = Instant.EPOCH;

    @Test
    @DisplayName("a minute holds so many writes, and the wait ends when the oldest leaves it")
    void minuteHoldsSoManyWrites() {
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        WriteBudget budget = new WriteBudget(clock);
        assertEquals(0, budget.spend());

        budget.limitTo(2);
        assertEquals(0, budget.spend());
        now = now.plus(Duration.ofSeconds(10));
        assertEquals(0, budget.spend());
        assertEquals(50, budget.spend());
        now = now.plus(Duration.ofSeconds(50));
        assertEquals(0, budget.spend());
        assertEquals(10, budget.spend());
    }
}

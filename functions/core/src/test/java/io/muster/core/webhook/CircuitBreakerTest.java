package io.muster.core.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final CircuitBreaker breaker = new CircuitBreaker(clock, 3, PAUSE);

    private void fail(String place, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(place);
        }
    }

    @Test
    @DisplayName("it opens at the third failure in a row, for that place alone")
    void opens() {
        fail("a", 2);
        assertEquals(Optional.empty(), breaker.wait("a"));
        breaker.alive("a");
        fail("a", 2);
        assertEquals(Optional.empty(), breaker.wait("a"));
        fail("a", 1);

        assertEquals(Optional.of(PAUSE), breaker.wait("a"));
        assertEquals(Optional.empty(), breaker.wait("b"));
    }

    @Test
    @DisplayName("after the pause one caller finds out, and the others wait for what it finds")
    void halfOpen() {
        fail("a", 3);
        clock.advance(PAUSE);

        assertEquals(Optional.empty(), breaker.wait("a"));
        assertEquals(Optional.of(PAUSE), breaker.wait("a"));
        breaker.alive("a");
        assertEquals(Optional.empty(), breaker.wait("a"));
        assertEquals(Optional.empty(), breaker.wait("a"));
    }

    @Test
    @DisplayName("a caller that never tells what it found does not keep it open for ever")
    void lostCaller() {
        fail("a", 3);
        clock.advance(PAUSE);
        assertEquals(Optional.empty(), breaker.wait("a"));
        clock.advance(PAUSE);

        assertEquals(Optional.empty(), breaker.wait("a"));
    }

    @Test
    @DisplayName("a clock set back by a day does not keep it open for a day")
    void clockSetBack() {
        AtomicReference<Instant> now = new AtomicReference<>(TestData.NOW);
        CircuitBreaker skewed = new CircuitBreaker(now::get, 1, PAUSE);
        skewed.failed("a");
        now.set(TestData.NOW.minus(Duration.ofDays(1)));

        assertEquals(Optional.empty(), skewed.wait("a"));
    }

    @Test
    @DisplayName("it remembers a thousand places at most")
    void bounded() {
        fail("first", 3);
        for (int i = 0; i < 1000; i++) {
            fail("place " + i, 3);
        }

        assertEquals(Optional.empty(), breaker.wait("first"));
        assertEquals(Optional.of(PAUSE), breaker.wait("place 999"));
    }
}

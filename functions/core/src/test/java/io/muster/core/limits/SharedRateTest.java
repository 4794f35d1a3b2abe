package io.muster.core.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.InMemoryAllowances;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rule 7.3: a rate is one for all instances, minute by minute")
class SharedRateTest {
    private static final Instant MINUTE = Instant.parse("2026-03-04T05:06:00Z");
    private static final int LIMIT = 1000;

    private final ManualClock clock = new ManualClock(MINUTE);
    private final InMemoryAllowances allowances = new InMemoryAllowances();
    private final SeededRandom random = new SeededRandom(7);

    @ParameterizedTest(name = "every {0}. call comes to the first of four instances")
    @ValueSource(ints = {1, 2, 4, 40})
    @DisplayName("issue 6.3: four instances let in what the limit says, never more, and at most 20 % less")
    void fourInstances(int uneven) {
        List<SharedRate> instances = instances(4, LIMIT);
        for (int minute = 0; minute < 5; minute++) {
            int admitted = 0;
            for (int call = 0; call < 3 * LIMIT; call++) {
                SharedRate instance = instances.get(call % uneven == 0 ? 0 : call % 4);
                admitted += instance.take().isEmpty() ? 1 : 0;
                if (call % 60 == 0) {
                    clock.advance(Duration.ofSeconds(1));
                }
            }
            assertTrue(admitted <= LIMIT && admitted >= LIMIT * 8 / 10, "minute " + minute + ": " + admitted);
            clock.advanceTo(MINUTE.plus(Duration.ofMinutes(minute + 1)));
        }
    }

    @Test
    @DisplayName("issue 6.3: the same when the four take at the same time")
    void fourAtOnce() {
        List<SharedRate> instances = instances(4, LIMIT);
        LongAdder admitted = new LongAdder();
        IntStream.range(0, 4 * LIMIT).parallel().forEach(call -> {
            if (instances.get(call % 4).take().isEmpty()) {
                admitted.increment();
            }
        });
        assertEquals(LIMIT, admitted.intValue());
    }

    @Test
    @DisplayName("issue 6.3: a registration costs less than a tenth of a storage operation")
    void cost() {
        List<SharedRate> instances = instances(4, LIMIT);
        for (int call = 0; call < 960; call++) {
            assertEquals(Optional.empty(), instances.get(call % 4).take());
        }
        assertTrue(allowances.calls() < 96, "four instances in each other's way: " + allowances.calls());
        long unused = admitted(instances.get(0), LIMIT);
        int calls = allowances.calls();
        for (int call = 0; call < LIMIT; call++) {
            assertTrue(instances.get(call % 4).take().isPresent());
        }
        assertTrue(allowances.calls() <= calls + 8, "refusing asks twice an instance, once: " + allowances.calls());
    }

    @Test
    @DisplayName(
            "issue 6.3: where others are always quicker a call is refused, none let in uncounted, and the next tries again")
    void contended() {
        AtomicBoolean slow = new AtomicBoolean(true);
        Allowances contended = new Allowances() {
            @Override
            public Optional<Kept> find(RateKind kind, long minute) {
                return allowances.find(kind, minute);
            }

            @Override
            public Optional<Kept> save(RateKind kind, long minute, long taken, Optional<Kept> former) {
                return slow.get() ? Optional.empty() : allowances.save(kind, minute, taken, former);
            }
        };
        SharedRate rate = new SharedRate(RateKind.REGISTRATIONS, LIMIT, contended, clock, random);
        assertTrue(rate.take().isPresent());
        slow.set(false);
        assertEquals(Optional.empty(), rate.take());
    }

    @Test
    @DisplayName("issue 6.3: callers nobody knows do not make the others wait longer")
    void strangers() {
        SharedRate rate = instances(1, 10).get(0);
        long unused = admitted(rate, 10);
        assertTrue(rate.take().isPresent());
        for (int i = 0; i < 1000; i++) {
            assertTrue(rate.closed().isPresent());
        }
        assertTrue(rate.take().orElseThrow().compareTo(Duration.ofMinutes(2)) < 0);
    }

    @Test
    @DisplayName("issue 6.3: 0 is no limit and costs nothing")
    void unlimited() {
        SharedRate rate = instances(1, 0).get(0);
        for (int call = 0; call < 100_000; call++) {
            assertEquals(Optional.empty(), rate.take());
        }
        assertEquals(Optional.empty(), rate.closed());
        assertEquals(0, allowances.calls());
    }

    @ParameterizedTest(name = "limit {0}, {1} calls")
    @CsvSource({"1, 5", "3, 10", "49, 100", "100, 1000"})
    void a_small_limit_is_met_to_the_call(int limit, int calls) {
        List<SharedRate> instances = instances(2, limit);
        long admitted = IntStream.range(0, calls)
                .filter(call -> instances.get(call % 2).take().isEmpty())
                .count();
        assertEquals(limit, admitted);
    }

    @Test
    @DisplayName("rule 7.2: whoever is refused is told to come in a later minute, and not all at once")
    void spread() {
        SharedRate rate = instances(1, 100).get(0);
        clock.advance(Duration.ofSeconds(40));
        IntStream.range(0, 100).forEach(call -> assertEquals(Optional.empty(), rate.take()));
        List<Duration> told = IntStream.range(0, 300)
                .mapToObj(call -> rate.take().orElseThrow())
                .toList();
        assertTrue(told.stream().allMatch(wait -> wait.compareTo(Duration.ofSeconds(20)) >= 0), told::toString);
        assertTrue(told.stream().allMatch(wait -> wait.compareTo(Duration.ofSeconds(200)) <= 0), told::toString);
        long minutes = told.stream().map(Duration::toMinutes).distinct().count();
        assertTrue(minutes >= 3, "three times too many take three minutes: " + told);
        assertTrue(rate.closed().isPresent());
        clock.advance(Duration.ofSeconds(20));
        assertEquals(Optional.empty(), rate.closed());
        assertEquals(Optional.empty(), rate.take());
    }

    @Test
    @DisplayName("issue 6.3: while the store cannot say, an instance goes on with what it had, for the minute")
    void storeDown() {
        SharedRate rate = instances(1, LIMIT).get(0);
        IntStream.range(0, 300).forEach(call -> assertEquals(Optional.empty(), rate.take()));
        clock.advance(Duration.ofMinutes(1));
        allowances.down(true);
        int calls = allowances.calls();
        assertEquals(300, admitted(rate, LIMIT));
        assertEquals(calls + 1, allowances.calls(), "it is asked once a minute");
        clock.advance(Duration.ofMinutes(5));
        assertEquals(LIMIT / 10, admitted(rate, LIMIT), "after a while of silence: a tenth");
        allowances.down(false);
        clock.advance(Duration.ofMinutes(1));
        assertEquals(LIMIT, admitted(rate, 2 * LIMIT));
    }

    private static long admitted(SharedRate rate, int calls) {
        return IntStream.range(0, calls).filter(call -> rate.take().isEmpty()).count();
    }

    private List<SharedRate> instances(int count, int limit) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SharedRate(RateKind.REGISTRATIONS, limit, allowances, clock, random))
                .toList();
    }
}

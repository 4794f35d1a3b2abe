package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.limits.Allowances;
import io.muster.core.limits.Allowances.Kept;
import io.muster.core.limits.RateKind;
import io.muster.core.limits.Rates;
import io.muster.core.limits.Throttle;
import io.muster.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.3: a minute's allowance is one for all instances")
class AllowanceRowsTest {
    private static final long MINUTE = 29_400_000;
    private static final int LIMIT = 500;

    private final IdScope scope = Instance.freshScope();

    @Test
    @DisplayName("who writes over an older one is told so; an hour later the row is another minute's")
    void compareAndSet() {
        Allowances rows = new Instance(scope).stores.allowances();
        assertEquals(Optional.empty(), rows.find(RateKind.REGISTRATIONS, MINUTE));
        Kept first =
                rows.save(RateKind.REGISTRATIONS, MINUTE, 40, Optional.empty()).orElseThrow();
        assertEquals(Optional.of(first), rows.find(RateKind.REGISTRATIONS, MINUTE));
        assertEquals(Optional.empty(), rows.find(RateKind.REGISTRATIONS, MINUTE + 1));
        assertEquals(Optional.empty(), rows.find(RateKind.SERVICE_CALLS, MINUTE));
        assertEquals(Optional.empty(), rows.save(RateKind.REGISTRATIONS, MINUTE, 40, Optional.empty()));
        assertTrue(rows.save(RateKind.REGISTRATIONS, MINUTE, 80, Optional.of(first))
                .isPresent());
        assertEquals(Optional.empty(), rows.save(RateKind.REGISTRATIONS, MINUTE, 80, Optional.of(first)));

        Kept hourLater = rows.find(RateKind.REGISTRATIONS, MINUTE + 60).orElseThrow();
        assertEquals(0, hourLater.taken());
        assertTrue(rows.save(RateKind.REGISTRATIONS, MINUTE + 60, 40, Optional.of(hourLater))
                .isPresent());
        assertEquals(
                40, rows.find(RateKind.REGISTRATIONS, MINUTE + 60).orElseThrow().taken());
    }

    @Test
    @DisplayName(
            "issue 6.3: four instances at once let in no more than the limit and at most 20 % less, minute after minute")
    void fourInstances() {
        List<Instance> instances =
                IntStream.range(0, 4).mapToObj(i -> new Instance(scope)).toList();
        List<Throttle> throttles = instances.stream()
                .map(each -> new Throttle(
                        new Rates(LIMIT, 0, 0, Duration.ZERO), each.stores.allowances(), each.clock, Instance.RANDOM))
                .toList();
        for (int minute = 0; minute < 3; minute++) {
            LongAdder admitted = new LongAdder();
            List<Integer> unused = Race.of(List.of(0, 1, 2, 3), one -> {
                // Unevenly: the first gets twice what the last gets.
                int calls = LIMIT - one * LIMIT / 6;
                IntStream.range(0, calls).forEach(i -> admitted.add(admits(throttles.get(one), i) ? 1 : 0));
                return calls;
            });
            long sum = admitted.sum();
            assertTrue(sum <= LIMIT && sum >= LIMIT * 8 / 10, "minute " + minute + ": " + sum);
            int calls = instances.stream()
                    .mapToInt(each -> each.traffic.taken().size())
                    .sum();
            assertTrue(calls < LIMIT / 2, "storage operations: " + calls);
            instances.forEach(each -> each.clock.pass(Duration.ofMinutes(1)));
        }
    }

    private static boolean admits(Throttle throttle, int i) {
        try {
            throttle.registering(new RegistrationId("dev-" + i), Optional.empty());
            return true;
        } catch (Problem throttled) {
            assertEquals(429001, throttled.kind().code());
            return false;
        }
    }
}

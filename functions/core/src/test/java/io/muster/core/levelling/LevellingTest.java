package io.muster.core.levelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.HubHost;
import io.muster.core.levelling.Levelling.Turn;
import io.muster.core.testkit.InMemoryBudgets;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevellingTest {
    private static final HubHost HUB = TestData.host("hub-a");

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final InMemoryBudgets budgets = new InMemoryBudgets();
    private final Levelling levelling = new Levelling(budgets, clock);

    @Test
    @DisplayName("Issue 5.6: a hub that never refused costs nothing: no look at the store, everybody goes")
    void noLimit() {
        for (int i = 0; i < 1000; i++) {
            assertInstanceOf(Turn.Go.class, levelling.turn(HUB, OptionalLong.empty()));
        }
        assertEquals(0, budgets.calls());
    }

    @Test
    @DisplayName(
            "Issue 5.6: after a 429 nobody writes before its Retry-After is over, on any instance that has heard of it")
    void retryAfter() {
        levelling.refused(HUB, Optional.of(Duration.ofSeconds(30)));
        Turn.Wait first = wait(levelling, OptionalLong.empty());
        clock.advance(Duration.ofSeconds(29));
        Levelling other = new Levelling(budgets, clock);
        other.refused(HUB, Optional.of(Duration.ofSeconds(1)));
        assertInstanceOf(Turn.Wait.class, other.turn(HUB, OptionalLong.empty()));
        clock.advance(Duration.ofSeconds(4));
        assertInstanceOf(Turn.Go.class, levelling.turn(HUB, OptionalLong.of(first.ticket())));
    }

    @Test
    @DisplayName("Issue 5.6: who waits longer has the lower ticket and the shorter wait")
    void inLine() {
        levelling.refused(HUB, Optional.of(Duration.ofSeconds(10)));
        List<Turn.Wait> line = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            line.add(wait(levelling, OptionalLong.empty()));
        }
        for (int i = 1; i < line.size(); i++) {
            assertTrue(line.get(i).ticket() > line.get(i - 1).ticket());
            assertTrue(line.get(i).about().compareTo(line.get(i - 1).about()) >= 0);
        }
    }

    @Test
    @DisplayName("Issue 5.6: a store that is down keeps nobody from asking the hub itself")
    void storeDown() {
        levelling.refused(HUB, Optional.of(Duration.ofSeconds(30)));
        budgets.down(true);
        levelling.refused(HUB, Optional.empty());
        assertInstanceOf(Turn.Go.class, levelling.turn(HUB, OptionalLong.empty()));
    }

    @Test
    @DisplayName("Issue 5.6: a hub nobody needed for ten minutes is taken for one that does not throttle")
    void forgotten() {
        levelling.refused(HUB, Optional.of(Duration.ofSeconds(1)));
        assertTrue(levelling.limited(HUB));
        clock.advance(Duration.ofMinutes(11));
        assertInstanceOf(Turn.Go.class, levelling.turn(HUB, OptionalLong.of(1)));
        assertEquals(false, levelling.limited(HUB));
    }

    @ParameterizedTest
    @CsvSource({"100, 2000, 3", "600, 3000, 4", "100, 500, 1"})
    @DisplayName("Issue 5.6: a herd over several instances: all get through, few refusals, and the hub is kept busy")
    void herd(int perMinute, int devices, int instances) {
        Herd herd = new Herd(perMinute, instances);
        Duration took = herd.run(devices);
        double ideal = (devices - perMinute) * 60.0 / perMinute;
        assertTrue(took.toSeconds() < ideal / 0.9, "took " + took + ", ideal " + ideal + " s");
        assertTrue(herd.refusals < devices * 0.05, herd.refusals + " refusals");
        assertTrue(herd.looks < devices * 8L, herd.looks + " looks");
        assertTrue(budgets.calls() < herd.looks * 2L, budgets.calls() + " calls of the store");
    }

    private Turn.Wait wait(Levelling at, OptionalLong ticket) {
        return assertInstanceOf(Turn.Wait.class, at.turn(HUB, ticket));
    }

    /** Devices that all come in the first minute, and a hub that takes so many writes in any minute. */
    private final class Herd {
        private final int perMinute;
        private final List<Levelling> instances = new ArrayList<>();
        private final PriorityQueue<Coming> coming = new PriorityQueue<>();
        private double tokens;
        private Instant filled = clock.instant();
        private long sequence;
        private int refusals;
        private long looks;

        Herd(int perMinute, int count) {
            this.perMinute = perMinute;
            tokens = perMinute;
            for (int i = 0; i < count; i++) {
                instances.add(new Levelling(budgets, clock));
            }
        }

        Duration run(int devices) {
            Instant began = clock.instant();
            for (int i = 0; i < devices; i++) {
                comes(began.plusMillis(i * 60_000L / devices), OptionalLong.empty());
            }
            while (!coming.isEmpty()) {
                Coming next = coming.remove();
                clock.advanceTo(next.at());
                Levelling at = instances.get((int) (next.sequence() % instances.size()));
                meet(at, next.ticket());
            }
            return Duration.between(began, clock.instant());
        }

        private void meet(Levelling at, OptionalLong ticket) {
            looks++;
            Turn turn = at.turn(HUB, ticket);
            if (turn instanceof Turn.Wait wait) {
                comes(clock.instant().plus(wait.about()), OptionalLong.of(wait.ticket()));
            } else if (!taken()) {
                refusals++;
                at.refused(HUB, Optional.of(Duration.ofSeconds(2)));
                ticket.ifPresent(held -> at.setBack(HUB, held));
                comes(clock.instant().plusSeconds(2), ticket);
            }
        }

        private void comes(Instant at, OptionalLong ticket) {
            sequence++;
            coming.add(new Coming(at, sequence, ticket));
        }

        private boolean taken() {
            double passed = Duration.between(filled, clock.instant()).toMillis() / 60_000.0;
            tokens = Math.min(perMinute, tokens + passed * perMinute);
            filled = clock.instant();
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private record Coming(Instant at, long sequence, OptionalLong ticket) implements Comparable<Coming> {
        @Override
        public int compareTo(Coming other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}

package io.muster.core.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.encryption.KeyCare.Report;
import io.muster.core.problem.Problem;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.InMemoryVault;
import io.muster.core.testkit.TestData;
import io.muster.core.testkit.Turns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ADR 12: the life of data keys")
class KeyCareTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyCareWorld world = new KeyCareWorld(10);

    @Test
    @DisplayName("Nothing is done while key and vault are young")
    void idle() {
        world.clock.advance(DAY.multipliedBy(89));
        assertTrue(world.run().idle());
        assertEquals(List.of(KeyCareWorld.FIRST), world.rows.keys());
    }

    @Test
    @DisplayName("A key of that age is superseded, all rows are sealed under the new one, and a day later it retires")
    void wholeLife() {
        world.clock.advance(DAY.multipliedBy(90));
        assertTrue(world.run().made());
        assertEquals(List.of(KeyCareWorld.FIRST), world.rows.keys(), "not before all instances know the new key");

        world.clock.advance(KeyCareWorld.RULES.settle());
        assertEquals(new Report(false, 0, 10, true, 0, 0), world.run());
        assertEquals(List.of(world.current()), world.rows.keys());
        world.assertAllOpen();

        world.clock.advance(DAY);
        assertEquals(1, world.run().retired());
        assertThrows(IllegalStateException.class, () -> world.keys.byId(KeyCareWorld.FIRST));
        world.assertAllOpen();

        world.clock.advance(KeyCareWorld.RULES.memory());
        assertEquals(1, world.run().forgotten());
        assertEquals(1, world.contents().keys().size());
    }

    @Test
    @DisplayName("A new version of the vault's key: all data keys are under it, and the old version can be disabled")
    void vaultRotated() {
        world.vault.rotate();

        Report report = world.run();

        assertTrue(report.made());
        assertEquals(1, report.rewrapped());
        world.contents()
                .keys()
                .forEach(
                        key -> assertEquals(InMemoryVault.name(2), key.wrapped().wrappingKeyId()));
        world.vault.disable(1);
        world.assertAllOpen();
        assertTrue(world.run().idle(), "once is enough");
    }

    @Test
    @DisplayName("A data key whose wrapping version is gone holds up none of the others")
    void oneDoesNotUnwrap() {
        world.vault.rotate();
        world.run();
        world.vault.disable(2);
        world.vault.rotate();

        assertTrue(world.run().made());

        assertEquals(0, world.run().rewrapped());
    }

    @Test
    @DisplayName(
            "Where the setting names another vault by mistake, no key is made there, and all goes on once it is put right")
    void anotherVault() {
        world.clock.advance(DAY.multipliedBy(90));
        world.journal.beforeNext("vault.unwrap", () -> {
            throw new IllegalStateException("no key of this vault");
        });
        assertThrows(IllegalStateException.class, world::run);
        assertEquals(1, world.contents().keys().size());
        assertTrue(world.run().made());
    }

    @Test
    @DisplayName("The vault fails: the run does, and the next one does what was due")
    void vaultDown() {
        world.clock.advance(DAY.multipliedBy(90));
        world.journal.beforeNext("vault.wrap", () -> {
            throw Problem.unavailable("the vault is down", new IllegalStateException());
        });
        assertThrows(Problem.class, world::run);
        assertTrue(world.run().made());
    }

    @Test
    @DisplayName("A value that does not open keeps its key, for as long as it is there")
    void damaged() {
        world.rows.damage("row-4");
        world.clock.advance(DAY.multipliedBy(90));
        world.runFor(4);
        assertFalse(world.isRetired(KeyCareWorld.FIRST));

        world.rows.put("row-4", TestData.key("row-4"));
        world.runFor(2);

        assertTrue(world.isRetired(KeyCareWorld.FIRST));
    }

    @Test
    @DisplayName("What a slow instance seals under the old key behind the walk is found by the pass that proves")
    void behindTheWalk() {
        world.clock.advance(DAY.multipliedBy(90));
        world.run();
        world.clock.advance(KeyCareWorld.RULES.settle());
        world.run();
        world.rows.putUnder(KeyCareWorld.FIRST, "late", TestData.key("late"));

        world.runFor(2);

        assertTrue(world.isRetired(KeyCareWorld.FIRST));
        assertEquals(TestData.key("late"), world.rows.open("late"));
    }

    @Test
    @DisplayName("A second new key while rows are being sealed: the walk begins again towards that one")
    void superseded() {
        world.clock.advance(DAY.multipliedBy(90));
        world.run();
        world.clock.advance(KeyCareWorld.RULES.settle());
        world.journal.afterNext("book.save", () -> {
            throw new Crash("in the middle of the walk");
        });
        assertThrows(Crash.class, world::run);
        world.vault.rotate();
        assertTrue(world.run().made());

        world.runFor(3);

        assertEquals(List.of(world.current()), world.rows.keys());
        assertTrue(world.isRetired(KeyCareWorld.FIRST));
        world.assertAllOpen();
    }

    @Test
    @DisplayName("A run stops when its time is over, and the next one goes on where it stood")
    void bounded() {
        world.clock.advance(DAY.multipliedBy(90));
        world.run();
        world.clock.advance(KeyCareWorld.RULES.settle());
        world.journal.afterNext("book.save", () -> world.clock.advance(KeyCareWorld.A_RUN));
        assertEquals(3, world.run().resealed());
        assertEquals(7, world.run().resealed());
        world.assertAllOpen();
    }

    @Test
    @DisplayName("However it is cut off, between any two steps: nothing is lost and the rest is done later")
    void crashes() {
        int moments = moments();
        assertTrue(moments > 40, "the walk has writes to be cut off at: " + moments);
        for (int at = 1; at <= moments; at++) {
            KeyCareWorld cut = new KeyCareWorld(10);
            int moment = at;
            AtomicInteger passed = new AtomicInteger();
            cut.journal.atEveryMoment(name -> {
                if (passed.incrementAndGet() == moment) {
                    throw new Crash(name);
                }
            });
            cut.live(crash -> cut.assertAllOpen());
            assertTrue(cut.isRetired(KeyCareWorld.FIRST), "cut at moment " + at);
            cut.assertAllOpen();
        }
    }

    private static int moments() {
        AtomicInteger count = new AtomicInteger();
        KeyCareWorld whole = new KeyCareWorld(10);
        whole.journal.atEveryMoment(name -> count.incrementAndGet());
        whole.live(crash -> {
            throw new AssertionError("none was ordered", crash);
        });
        return count.get();
    }

    @Test
    @DisplayName("Two instances at once, in any order of their steps: nothing is lost, and one key is current")
    void twoAtOnce() {
        for (long seed = 0; seed < 100; seed++) {
            KeyCareWorld both = new KeyCareWorld(10);
            both.vault.rotate();
            for (int round = 0; round < 6; round++) {
                Turns turns = new Turns(seed * 100 + round);
                both.journal.atEveryMoment(name -> turns.pass());
                turns.play(List.of(both::run, both::run));
                both.journal.atEveryMoment(name -> {});
                both.assertAllOpen();
                both.clock.advance(DAY);
            }
            both.run();
            assertEquals(List.of(both.current()), both.rows.keys(), "seed " + seed);
            assertTrue(both.isRetired(KeyCareWorld.FIRST), "seed " + seed);
            assertEquals(2, both.contents().keys().size(), "one new key for one new version: seed " + seed);
        }
    }
}

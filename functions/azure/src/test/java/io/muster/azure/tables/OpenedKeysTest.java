package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.encryption.DataKey;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.1: opened data keys, and the vault being down")
class OpenedKeysTest {
    private static final Duration LIFE = Duration.ofHours(24);

    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final OpenedKeys keys = new OpenedKeys(this::open, LIFE, clock);
    private volatile boolean down;

    private DataKey open(String id) {
        asked.incrementAndGet();
        if (down) {
            throw Problem.unavailable("the key vault does not answer", new IllegalStateException("as told"));
        }
        return new DataKey(id, Secret.of(new byte[32]));
    }

    @Test
    @DisplayName("A key is opened once, however many ask at the same time")
    void once() {
        List<DataKey> got = Race.of(Collections.nCopies(16, keys), it -> it.get("a"));
        assertEquals(1, got.stream().distinct().count());
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("With the vault down an opened key serves for the stated time, and then no longer")
    void withoutTheVault() {
        DataKey key = keys.get("a");
        down = true;
        clock.pass(LIFE.minusSeconds(1));
        assertEquals(key, keys.get("a"));
        clock.pass(Duration.ofSeconds(1));
        Problem problem = assertThrows(Problem.class, () -> keys.get("a"));
        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertEquals("the key vault does not answer", problem.message());
    }

    @Test
    @DisplayName("Opened anew after a quarter of its time, a key serves for all of it again")
    void anew() {
        keys.get("a");
        clock.pass(LIFE.dividedBy(4));
        keys.get("a");
        assertEquals(2, asked.get());
        down = true;
        clock.pass(LIFE.minusSeconds(1));
        keys.get("a");
    }

    @Test
    @DisplayName("A crowd that meets a vault that is down asks it once in five seconds")
    void noHerd() {
        down = true;
        List<Boolean> refused = Race.of(Collections.nCopies(16, keys), it -> {
            assertThrows(Problem.class, () -> it.get("a"));
            return true;
        });
        assertEquals(16, refused.size());
        assertEquals(1, asked.get());
        clock.pass(Duration.ofSeconds(5));
        down = false;
        assertEquals("a", keys.get("a").id());
    }

    @Test
    @DisplayName("Nor is it asked by each request when opened keys are to be opened anew")
    void noHerdAnew() {
        keys.get("a");
        down = true;
        clock.pass(LIFE.dividedBy(2));
        for (int i = 0; i < 10; i++) {
            keys.get("a");
        }
        assertEquals(2, asked.get());
    }

    @Test
    @DisplayName("A clock set back: nothing is known of a key's age, so it is opened anew")
    void clockSetBack() {
        keys.get("a");
        clock.pass(Duration.ofHours(-1));
        keys.get("a");
        assertEquals(2, asked.get());
    }

    @Test
    @DisplayName("Only so many are kept: those asked for last")
    void bounded() {
        for (int i = 0; i < 40; i++) {
            keys.get("current");
            keys.get("old-" + i);
        }
        assertEquals(41, asked.get());
        keys.get("current");
        assertEquals(41, asked.get());
        keys.get("old-0");
        assertEquals(42, asked.get());
    }

    @Test
    @DisplayName("A key that is gone is an error at once when it is to be opened anew, not after its time")
    void gone() {
        OpenedKeys retired = new OpenedKeys(
                id -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new IllegalStateException("there is no data key " + id);
                    }
                    return new DataKey(id, Secret.of(new byte[32]));
                },
                LIFE,
                clock);
        retired.get("a");
        clock.pass(LIFE.dividedBy(4));
        assertThrows(IllegalStateException.class, () -> retired.get("a"));
    }
}

package io.muster.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4.7: to be refused costs a stranger nothing, so what it makes us write is bounded")
class DecisionBudgetTest {
    private static final RegistrationId NOISY = new RegistrationId("noisy");

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final DecisionBudget budget = new DecisionBudget(clock);

    @Test
    @DisplayName("A burst of a hundred, then ten a second, never more than a hundred saved up")
    void sustained() {
        assertEquals(100, taken("first", 500));

        clock.advance(Duration.ofMillis(99));
        assertEquals(0, taken("second", 500));
        clock.advance(Duration.ofMillis(901));
        assertEquals(10, taken("third", 500));

        clock.advance(Duration.ofDays(1));
        assertEquals(100, taken("fourth", 500));
    }

    @Test
    @DisplayName("Five a minute for one id, in any spelling; its flood takes nothing from the others")
    void share() {
        long kept = IntStream.range(0, 10_000).filter(i -> budget.take(NOISY)).count();

        assertEquals(5, kept);
        assertFalse(budget.take(new RegistrationId("NOISY")));
        assertEquals(95, taken("other", 500));

        clock.advance(Duration.ofSeconds(59));
        assertFalse(budget.take(NOISY));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(budget.take(NOISY));
    }

    @Test
    @DisplayName("However many other ids come by, none is forgotten within its minute")
    void remembered() {
        IntStream.range(0, 5).forEach(i -> assertTrue(budget.take(NOISY)));
        int others = 0;
        for (int second = 0; second < 59; second++) {
            others += (int) taken("s" + second + "-", 200);
            clock.advance(Duration.ofSeconds(1));
        }

        assertEquals(95 + 58 * 10, others);
        assertFalse(budget.take(NOISY));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(budget.take(NOISY));
    }

    @Test
    void aClockSetBackNeitherFillsNorBlocks() {
        ManualClock later = new ManualClock(TestData.NOW);
        DecisionBudget set = new DecisionBudget(later);
        IntStream.range(0, 5).forEach(i -> assertTrue(set.take(NOISY)));

        later.advance(Duration.ofHours(-1));

        assertTrue(set.take(NOISY), "its minute is over rather than an hour long");
        assertEquals(
                94,
                IntStream.range(0, 500)
                        .filter(i -> set.take(new RegistrationId("i" + i)))
                        .count());
    }

    @Test
    @DisplayName("After a failed write there is none for ten seconds")
    void pause() {
        assertTrue(budget.take(NOISY));
        budget.pause();

        clock.advance(Duration.ofMillis(9_999));
        assertFalse(budget.take(NOISY));
        clock.advance(Duration.ofMillis(1));
        assertTrue(budget.take(NOISY));
    }

    @Test
    @DisplayName("What is lost is said once a minute, in one line with the number")
    void told() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(DecisionBudget.class.getName());
        logger.setLevel(Level.WARNING);
        logger.addHandler(handler);
        try {
            IntStream.range(0, 50).forEach(i -> budget.take(NOISY));
            clock.advance(Duration.ofMinutes(1));
            boolean unused = budget.take(new RegistrationId("a"));
            clock.advance(Duration.ofMinutes(5));
            boolean unusedToo = budget.take(new RegistrationId("a"));
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }

        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("1 decision traces"), lines.get(0));
        assertTrue(lines.get(1).startsWith("44 decision traces"), lines.get(1));
    }

    private long taken(String prefix, int attempts) {
        return IntStream.range(0, attempts)
                .filter(i -> budget.take(new RegistrationId(prefix + i)))
                .count();
    }
}

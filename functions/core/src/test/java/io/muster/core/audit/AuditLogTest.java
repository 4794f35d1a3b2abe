package io.muster.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.4: what is written to the audit log, by several at once and when the store is down")
class AuditLogTest extends AuditFixture {
    @Test
    void howAnEntryEndedIsToldByTheNextOne() {
        Head first = log.append(act("a"));
        log.ended(first, 412);
        Head second = log.append(act("b"));
        log.ended(second, 200);
        Head unused = log.append(act("c"));

        List<AuditRecord> entries = store.entries();
        assertEquals(List.of(new Ending(0, 412)), entries.get(1).entry().endings());
        assertEquals(List.of(new Ending(1, 200)), entries.get(2).entry().endings());
        assertEquals(List.of(), flaws());
    }

    @Test
    void whileTheStoreIsDownNothingIsKeptAndAfterwardsAnotherChainBegins() {
        append(log, 2);
        store.down(true);
        store.losesAnswers(true);

        Problem problem = assertThrows(Problem.class, () -> log.append(act("x")));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        store.down(false);
        append(log, 2);
        assertEquals(List.of(), flaws(), "also the row whose answer was lost stands in its chain");
        assertEquals(5, store.entries().size());
        AuditEntry fresh = store.entries().get(3).entry();
        assertEquals(0, fresh.sequence());
        assertNotEquals(store.entries().get(0).entry().chain(), fresh.chain());
        assertEquals(List.of(store.entries().get(2).head()), fresh.witnessed());
    }

    @Test
    void aClockSetBackDoesNotPutEntriesOutOfOrder() {
        append(log, 1);
        AuditLog writer =
                new AuditLog(store, SEAL, new ManualClock(TestData.NOW.minusSeconds(3600)), new SeededRandom(7));
        Head first = writer.append(act("a"));
        Head second = writer.append(act("b"));

        assertTrue(second.at().isAfter(first.at()));
        assertEquals(List.of(), flaws());
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        int writers = 4;
        int each = 50;
        List<AuditLog> processes = List.of(log(11), log(12));
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                AuditLog process = processes.get(i % processes.size());
                tasks.add(() -> {
                    for (int n = 0; n < each; n++) {
                        Head unused = process.append(act("/" + n));
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertTrue(done.get());
            }
        } finally {
            threads.shutdown();
        }

        assertEquals((long) writers * each, verify().entries());
        assertEquals(List.of(), verify().flaws());
        assertEquals(2, verify().heads().size());
    }

    @Test
    @DisplayName("seeded fuzz: a stored head or ending is read, or refused as an illegal argument")
    void damagedTexts() {
        Head head = new Head("ab", 3, TestData.NOW, "cd");
        assertEquals(head, Head.parse(head.text()));
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? head.text() : "12=200");
            for (int i = 0; i < 3; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            }
            String damaged = text.toString();
            parsedOrRefused(() -> Head.parse(damaged), seed);
            parsedOrRefused(() -> Ending.parse(damaged), seed);
        }
    }

    private static void parsedOrRefused(Callable<Object> parser, long seed) {
        try {
            assertTrue(parser.call() != null);
        } catch (IllegalArgumentException refused) {
            assertTrue(true, "as it should be");
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}

package io.muster.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.InMemoryAudit;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.4: an audit log that shows what was done to it")
class AuditTest {
    private static final AuditSeal SEAL = new AuditSeal(() -> TestData.key("service"));
    /** Held here, since the logging framework forgets what nobody holds. */
    private static final Logger LINES = Logger.getLogger("muster.Audit");

    private static final Instant END = TestData.NOW.plus(Duration.ofDays(30));

    private final InMemoryAudit store = new InMemoryAudit();
    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final AuditLog log = log(1);

    @BeforeAll
    static void quiet() {
        LINES.setLevel(Level.WARNING);
    }

    @AfterAll
    static void asBefore() {
        LINES.setLevel(null);
    }

    private AuditLog log(long seed) {
        return new AuditLog(store, SEAL, clock, new SeededRandom(seed));
    }

    static Act act(String resource) {
        return new Act(
                "policy:owner",
                "",
                "203.0.113.XXX",
                "PUT /enrollments/{id}",
                resource,
                "",
                1,
                0,
                "tracking-" + resource);
    }

    private void append(AuditLog writer, int count) {
        for (int i = 0; i < count; i++) {
            Head unused = writer.append(act("/enrollments/" + i));
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private Verdict verify(Head... known) {
        return check(1000).verify(Instant.EPOCH, END, List.of(known));
    }

    private AuditCheck check(int most) {
        return new AuditCheck(store, SEAL, most);
    }

    private List<Flaw.Kind> flaws(Head... known) {
        return verify(known).flaws().stream().map(Flaw::kind).toList();
    }

    private String place(int index) {
        return List.copyOf(store.rows().keySet()).get(index);
    }

    private void replace(int index, AuditRecord with) {
        store.rows().put(place(index), with);
    }

    private static AuditRecord forged(AuditRecord kept, String resource) {
        AuditEntry was = kept.entry();
        AuditEntry now = new AuditEntry(
                was.chain(), was.sequence(), was.at(), was.former(), act(resource), was.endings(), was.witnessed());
        return new AuditRecord(now, now.hash(), kept.mac());
    }

    @Test
    void whatIsWrittenIsIntactAndChained() {
        append(log, 3);

        Verdict verdict = verify();

        assertEquals(List.of(), verdict.flaws());
        assertEquals(3, verdict.entries());
        List<AuditRecord> entries = store.entries();
        assertEquals("", entries.get(0).entry().former());
        assertEquals(entries.get(1).hash(), entries.get(2).entry().former());
        assertEquals(List.of(entries.get(2).head()), verdict.heads());
    }

    @Test
    void aColumnThatWasChangedIsSeen() {
        append(log, 3);
        AuditRecord was = store.entries().get(1);
        AuditRecord forged = forged(was, "/enrollments/other");
        replace(1, new AuditRecord(forged.entry(), was.hash(), was.mac()));

        assertEquals(List.of(Flaw.Kind.ALTERED), flaws());
    }

    @Test
    void aHashThatWasMadeAnewIsSeenWithoutTheServicesSecret() {
        append(log, 1);
        replace(0, forged(store.entries().get(0), "/enrollments/other"));

        assertEquals(List.of(Flaw.Kind.FORGED), flaws());
    }

    @Test
    void anEntryThatWasRemovedIsSeen() {
        append(log, 4);
        store.rows().remove(place(2));

        assertEquals(List.of(Flaw.Kind.BROKEN), flaws());
    }

    @Test
    void theBeginningThatWasRemovedIsSeen() {
        append(log, 3);
        store.rows().remove(place(0));

        assertEquals(List.of(Flaw.Kind.BROKEN), flaws());
    }

    @Test
    void entriesThatChangedPlacesAreSeen() {
        append(log, 3);
        AuditRecord first = store.entries().get(0);
        replace(0, store.entries().get(1));
        replace(1, first);

        assertEquals(Flaw.Kind.UNREADABLE, verify().flaws().get(0).kind());
        assertEquals(Flaw.Kind.UNREADABLE, verify().flaws().get(1).kind());
    }

    @Test
    void anEntryOfAnotherChainDoesNotFit() {
        append(log, 2);
        AuditRecord kept = store.entries().get(1);
        AuditEntry was = kept.entry();
        AuditRecord elsewhere = SEAL.seal(
                new AuditEntry(was.chain(), was.sequence(), was.at(), "00", was.act(), was.endings(), was.witnessed()));
        replace(1, elsewhere);

        assertEquals(List.of(Flaw.Kind.BROKEN), flaws());
    }

    @Test
    void aChainsEndThatWasCutOffIsSeenByWhatAnotherChainWitnessed() {
        append(log, 3);
        append(log(2), 1);
        assertEquals(List.of(), flaws());

        store.rows().remove(place(2));

        assertEquals(List.of(Flaw.Kind.MISSING), flaws());
    }

    @Test
    void aWholeChainThatWasRemovedIsSeenByTheHeadThatWasKeptElsewhere() {
        append(log, 3);
        Head kept = verify().heads().get(0);
        store.rows().clear();

        assertEquals(List.of(), flaws(), "the log alone cannot tell");
        assertEquals(List.of(Flaw.Kind.MISSING), flaws(kept));
    }

    @Test
    void aLongLogIsCheckedInPartsThatHangTogether() {
        append(log, 2500);

        Verdict first = check(1000).verify(Instant.EPOCH, END, List.of());
        Verdict rest = check(100_000).verify(first.next().orElseThrow(), END, first.heads());

        assertEquals(List.of(), first.flaws());
        assertEquals(List.of(), rest.flaws());
        assertEquals(2500, first.entries() + rest.entries());
        assertTrue(rest.next().isEmpty());

        store.rows().remove(place((int) first.entries()));
        assertEquals(
                Flaw.Kind.BROKEN,
                check(1000)
                        .verify(first.next().orElseThrow(), END, first.heads())
                        .flaws()
                        .get(0)
                        .kind());
    }

    @Test
    void anEndCutOffInAnEarlierPartIsSeenInTheLaterOne() {
        append(log, 3);
        Instant later = clock.instant();
        append(log(2), 1);
        store.rows().remove(place(2));
        Verdict first = check(1000).verify(Instant.EPOCH, later, List.of());
        assertEquals(List.of(), first.flaws());

        Verdict rest = check(1000).verify(later, END, first.heads());

        assertEquals(
                List.of(Flaw.Kind.MISSING),
                rest.flaws().stream().map(Flaw::kind).toList());
    }

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

        assertEquals(writers * each, verify().entries());
        assertEquals(List.of(), verify().flaws());
        assertEquals(2, verify().heads().size());
    }

    @Test
    @DisplayName(
            "seeded: whatever single row is changed, removed or exchanged, the check does not pass with a head kept elsewhere")
    void anyTampering() {
        for (long seed = 1; seed <= 200; seed++) {
            store.rows().clear();
            append(log(seed), 5);
            append(log(seed + 1000), 5);
            List<Head> kept = verify().heads();
            Random random = new Random(seed);
            tamper(random);

            Verdict verdict = check(1000).verify(Instant.EPOCH, END, kept);

            assertTrue(!verdict.flaws().isEmpty(), "seed " + seed);
        }
    }

    private void tamper(Random random) {
        TreeMap<String, AuditRecord> rows = new TreeMap<>(store.rows());
        int at = random.nextInt(rows.size());
        String place = place(at);
        switch (random.nextInt(4)) {
            case 0 -> store.rows().remove(place);
            case 1 -> store.rows().put(place, forged(rows.get(place), "/forged"));
            case 2 -> {
                List<AuditRecord> others = new ArrayList<>(rows.values());
                others.remove(at);
                Collections.shuffle(others, random);
                store.rows().put(place, others.get(0));
            }
            default -> {
                AuditRecord was = rows.get(place);
                store.rows().put(place, new AuditRecord(was.entry(), was.hash(), was.hash()));
            }
        }
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

package io.muster.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.4: an audit log that shows what was done to it")
class AuditCheckTest extends AuditFixture {
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
        List<AuditRecord> rows = store.entries();
        int at = random.nextInt(rows.size());
        String place = place(at);
        AuditRecord was = rows.get(at);
        switch (random.nextInt(4)) {
            case 0 -> store.rows().remove(place);
            case 1 -> store.rows().put(place, forged(was, "/forged"));
            case 2 -> {
                List<AuditRecord> others = new ArrayList<>(rows);
                others.remove(at);
                Collections.shuffle(others, random);
                store.rows().put(place, others.get(0));
            }
            default -> store.rows().put(place, new AuditRecord(was.entry(), was.hash(), was.hash()));
        }
    }
}

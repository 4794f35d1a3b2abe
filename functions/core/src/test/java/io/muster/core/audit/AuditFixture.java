package io.muster.core.audit;

import io.muster.core.testkit.InMemoryAudit;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An audit log in memory, its writer, and what an intruder can do to it. */
class AuditFixture {
    static final AuditSeal SEAL = new AuditSeal(() -> TestData.key("service"));
    /** Held here, since the logging framework forgets what nobody holds. */
    static final Logger LINES = Logger.getLogger("muster.Audit");

    static final Instant END = TestData.NOW.plus(Duration.ofDays(30));

    final InMemoryAudit store = new InMemoryAudit();
    final ManualClock clock = new ManualClock(TestData.NOW);
    final AuditLog log = log(1);

    @BeforeAll
    static void quiet() {
        LINES.setLevel(Level.WARNING);
    }

    @AfterAll
    static void asBefore() {
        LINES.setLevel(null);
    }

    AuditLog log(long seed) {
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

    void append(AuditLog writer, int count) {
        for (int i = 0; i < count; i++) {
            Head unused = writer.append(act("/enrollments/" + i));
            clock.advance(Duration.ofSeconds(1));
        }
    }

    Verdict verify(Head... known) {
        return check(1000).verify(Instant.EPOCH, END, List.of(known));
    }

    AuditCheck check(int most) {
        return new AuditCheck(store, SEAL, most);
    }

    List<Flaw.Kind> flaws(Head... known) {
        return verify(known).flaws().stream().map(Flaw::kind).toList();
    }

    String place(int index) {
        return List.copyOf(store.rows().keySet()).get(index);
    }

    void replace(int index, AuditRecord with) {
        store.rows().put(place(index), with);
    }

    static AuditRecord forged(AuditRecord kept, String resource) {
        AuditEntry was = kept.entry();
        AuditEntry now = new AuditEntry(
                was.chain(), was.sequence(), was.at(), was.former(), act(resource), was.endings(), was.witnessed());
        return new AuditRecord(now, now.hash(), kept.mac());
    }
}

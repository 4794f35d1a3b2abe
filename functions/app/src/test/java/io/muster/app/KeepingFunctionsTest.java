package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.ExecutionContext;
import io.muster.core.backup.Backups;
import io.muster.core.backup.Retention;
import io.muster.core.encryption.Envelope;
import io.muster.core.encryption.KeyBook;
import io.muster.core.encryption.KeyCare;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.testkit.CountedMetrics;
import io.muster.core.testkit.FixedDataKey;
import io.muster.core.testkit.InMemoryBackups;
import io.muster.core.testkit.InMemoryKeyBook;
import io.muster.core.testkit.InMemoryRows;
import io.muster.core.testkit.InMemorySealedRows;
import io.muster.core.testkit.InMemoryVault;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.9: a backup an hour")
class KeepingFunctionsTest {
    private static final ExecutionContext CONTEXT = (ExecutionContext) Proxy.newProxyInstance(
            ExecutionContext.class.getClassLoader(), new Class<?>[] {ExecutionContext.class}, (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final Journal journal = new Journal();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final InMemoryBackups place = new InMemoryBackups(journal);
    private final InMemoryRows rows = new InMemoryRows(journal);
    private final CountedMetrics metrics = new CountedMetrics();

    private KeepingFunctions functions(boolean withPlace) {
        Backups backups = new Backups(
                new Backups.Ports(rows, place, new InMemoryVault(journal)),
                new IdScope("0ne00000001"),
                new Retention(1),
                clock,
                new SeededRandom(1));
        return new KeepingFunctions(care(), withPlace ? Optional.of(backups) : Optional.empty(), metrics);
    }

    private KeyCare care() {
        Duration day = Duration.ofDays(1);
        InMemoryVault vault = new InMemoryVault(journal);
        KeyBook.Entry first =
                new KeyBook.Entry("k1", clock.instant(), vault.wrap(TestData.key("k1")), Optional.empty(), "1");
        return new KeyCare(
                new KeyCare.Ports(
                        new InMemoryKeyBook(journal, first),
                        vault,
                        new InMemorySealedRows(journal, new Envelope(new FixedDataKey(), new SeededRandom(3)))),
                new KeyCare.Rules(day, day, day, day),
                clock,
                new SeededRandom(2));
    }

    @Test
    void isTakenCountedLoggedAndTheOldOnesGo() {
        rows.rows.put("device", "1");
        KeepingFunctions functions = functions(true);
        try (CapturedLog log = new CapturedLog()) {
            functions.backup("", CONTEXT);
            assertTrue(log.text().contains("backup 2026-03-01T10-00-00Z taken: 1 rows"), log::text);
        }
        clock.advance(Duration.ofDays(3));
        functions.backup("", CONTEXT);
        assertEquals(
                "[2026-03-04T10-00-00Z]",
                place.names().stream().map(name -> name.text()).toList().toString());
        assertEquals(2, metrics.counted().size());
    }

    @Test
    void aFailureShowsAndIsNotCounted() {
        journal.beforeNext("backup.commit", () -> {
            throw Problem.unavailable("the backups' storage answered 403", new IllegalStateException());
        });
        assertThrows(Problem.class, () -> functions(true).backup("", CONTEXT));
        assertEquals(0, metrics.counted().size());
    }

    @Test
    void withoutAPlaceThereIsNone() {
        functions(false).backup("", CONTEXT);
        assertEquals(0, metrics.counted().size());
    }
}

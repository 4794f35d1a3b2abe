package io.muster.core.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.encryption.KeyBook.Contents;
import io.muster.core.encryption.KeyCare.Report;
import io.muster.core.encryption.KeyCare.Rules;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.InMemoryKeyBook;
import io.muster.core.testkit.InMemorySealedRows;
import io.muster.core.testkit.InMemoryVault;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A service with some sealed rows, its book of keys and its vault. */
final class KeyCareWorld {
    static final String FIRST = "first";
    static final Rules RULES =
            new Rules(Duration.ofDays(90), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(30));
    static final Duration A_RUN = Duration.ofMinutes(4);

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    final Journal journal = new Journal();
    final InMemoryVault vault = new InMemoryVault(journal);
    final InMemoryKeyBook book;
    final DataKeys keys;
    final InMemorySealedRows rows;
    private final int size;
    private final KeyCare care;

    KeyCareWorld(int size) {
        this.size = size;
        Secret first = Secret.of(Arrays.copyOf(TestData.key(FIRST).reveal(), 32));
        this.book = new InMemoryKeyBook(
                journal, new KeyBook.Entry(FIRST, clock.instant(), vault.wrap(first), Optional.empty(), "0"));
        this.keys = book.opened(new InMemoryVault(new Journal()));
        this.rows = new InMemorySealedRows(journal, new Envelope(book.opened(vault), new SeededRandom(1)));
        this.care = new KeyCare(new KeyCare.Ports(book, vault, rows), RULES, clock, new SeededRandom(2));
        for (int i = 0; i < size; i++) {
            rows.put("row-" + i, TestData.key("row-" + i));
        }
    }

    Report run() {
        return care.run(A_RUN);
    }

    /** A run a day. */
    void runFor(int days) {
        for (int i = 0; i < days; i++) {
            Report unused = run();
            clock.advance(Duration.ofDays(1));
        }
    }

    /** A rotation from its beginning to its end, through crashes: each is told of, and the next run takes up. */
    void live(Consumer<Crash> crashed) {
        vault.rotate();
        for (int day = 0; day < 5; day++) {
            try {
                Report unused = run();
            } catch (Crash crash) {
                crashed.accept(crash);
            }
            clock.advance(Duration.ofDays(1));
        }
    }

    Contents contents() {
        return book.read().orElseThrow();
    }

    String current() {
        return contents().current().id();
    }

    boolean isRetired(String id) {
        return contents().keys().stream()
                .filter(key -> key.id().equals(id))
                .allMatch(key -> key.retired().isPresent());
    }

    void assertAllOpen() {
        for (int i = 0; i < size; i++) {
            assertEquals(TestData.key("row-" + i), rows.open("row-" + i));
        }
    }
}

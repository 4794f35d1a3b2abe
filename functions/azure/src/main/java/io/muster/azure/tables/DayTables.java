package io.muster.azure.tables;

import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A table a UTC day. A day's rows go with its table, in one call and not row by row; of them seven whole days are kept. */
final class DayTables {
    private static final System.Logger LOG = System.getLogger(DayTables.class.getName());
    private static final int KEPT_DAYS = 7;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private record Day(LocalDate date, StorageTable table) {}

    private final TableStorage storage;
    private final String prefix;
    private final InstantSource clock;
    private final ReentrantLock beginning = new ReentrantLock();
    private volatile Optional<Day> current = Optional.empty();

    DayTables(TableStorage storage, String prefix, InstantSource clock) {
        this.storage = storage;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** To write to. The first call of a day makes the table and drops those that are too old. */
    StorageTable today() {
        LocalDate today = date();
        return table(today).orElseGet(() -> begin(today));
    }

    /** To read from: those there are, latest day first. */
    List<StorageTable> kept() {
        LocalDate first = date().minusDays(KEPT_DAYS);
        return days().filter(date -> !date.isBefore(first))
                .sorted(Comparator.reverseOrder())
                .map(date -> storage.existing(name(date)))
                .toList();
    }

    private Optional<StorageTable> table(LocalDate date) {
        return current.filter(day -> day.date().equals(date)).map(Day::table);
    }

    private StorageTable begin(LocalDate today) {
        requireTurn();
        try {
            return table(today).orElseGet(() -> {
                StorageTable table = storage.table(name(today));
                table.make();
                dropBefore(today.minusDays(KEPT_DAYS));
                current = Optional.of(new Day(today, table));
                return table;
            });
        } finally {
            beginning.unlock();
        }
    }

    /** One begins the day; while the store hangs, the others do not wait in line for it. */
    private void requireTurn() {
        try {
            if (beginning.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("interrupted while a day's table was made", e);
        }
        throw Problem.unavailable(
                "a day's table takes too long to make", new IllegalStateException("lock not obtained"));
    }

    /** What could not be dropped is left to the instance that next begins a day. */
    private void dropBefore(LocalDate first) {
        try {
            days().filter(date -> date.isBefore(first)).forEach(this::drop);
        } catch (Problem e) {
            LOG.log(Level.WARNING, "tables " + prefix + "… were not looked through for old ones", e);
        }
    }

    private void drop(LocalDate date) {
        try {
            storage.drop(name(date));
        } catch (Problem e) {
            LOG.log(Level.WARNING, "table " + name(date) + " was not dropped", e);
        }
    }

    private Stream<LocalDate> days() {
        // ':' follows '9'.
        return storage.tables(prefix + "0", prefix + ":").stream().flatMap(this::day);
    }

    private Stream<LocalDate> day(String table) {
        try {
            return Stream.of(LocalDate.parse(table.substring(prefix.length()), DAY));
        } catch (DateTimeParseException e) {
            LOG.log(Level.WARNING, "table {0} is none of ours", table);
            return Stream.empty();
        }
    }

    private String name(LocalDate date) {
        return prefix + DAY.format(date);
    }

    private LocalDate date() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

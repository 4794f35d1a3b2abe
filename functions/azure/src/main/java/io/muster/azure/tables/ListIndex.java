package io.muster.azure.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Which things there are to list: a row each, in a partition of its own, so that any number of them is written at once and
 * yet they lie in order. Each is entered before the thing is written and never taken out with it: a row whose thing is
 * gone is swept by who lists, once it is so old that nobody can be about to write that thing (ADR 0).
 */
final class ListIndex {
    /** Far longer than a call may take, with all its tries; allows for clocks that differ. */
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private final StorageTable table;
    private final InstantSource clock;

    ListIndex(StorageTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    void enter(String partition) {
        table.put(Row.at(Keys.listed(partition)));
    }

    List<Row> rows(String from, String to, int limit) {
        return table.range(from, to, limit, "PartitionKey", "RowKey", "Timestamp");
    }

    /** Forgets entries of things that were found not to be there; entered again meanwhile, an entry stays. */
    void sweep(List<Row> dead) {
        Instant settled = clock.instant().minus(SETTLED);
        dead.stream().filter(row -> row.written().isBefore(settled)).forEach(table::delete);
    }

    /** Where the rows after these begin; empty when there are none: fewer than asked for came. */
    static Optional<String> next(List<Row> rows, int limit) {
        return rows.size() < limit
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).key().partition());
    }
}

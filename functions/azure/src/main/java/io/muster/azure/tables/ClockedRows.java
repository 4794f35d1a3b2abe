package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.identity.Etag;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The service's rows, each written in one transaction with the clock, which tells every instance to look again. */
final class ClockedRows implements EtagRows {
    private static final String TICK = "Tick";
    private static final int TRIES = 4;
    /** How many rows can be written together: a transaction of the store, less the clock. */
    static final int MOST = 99;

    private final StorageTable table;
    private final Keys keys;
    private final SecureRandom random;
    private final AtomicLong writes = new AtomicLong();

    ClockedRows(StorageTable table, Keys keys, SecureRandom random) {
        this.table = table;
        this.keys = keys;
        this.random = random;
    }

    /** What the clock shows: another text after each write by anyone; empty before the first. */
    String tick() {
        return table.find(keys.clock()).map(row -> row.text(TICK)).orElse("");
    }

    /** How many writes this instance has made or tried. */
    long ownWrites() {
        return writes.get();
    }

    List<Row> all() {
        return table.partition(keys.servicePartition());
    }

    @Override
    public Optional<Row> find(Row.Key key) {
        return table.find(key);
    }

    @Override
    public boolean insert(Row row) {
        return write(new TableTransactionAction(TableTransactionActionType.CREATE, row.entity())) == Outcome.DONE;
    }

    @Override
    public boolean merge(Row row) {
        return write(new TableTransactionAction(TableTransactionActionType.UPDATE_MERGE, row.entity(), true))
                == Outcome.DONE;
    }

    @Override
    public Outcome delete(Row row) {
        return write(new TableTransactionAction(TableTransactionActionType.DELETE, row.entity(), true));
    }

    /** Writes whatever is there. */
    void put(Row row) {
        Outcome unused = write(new TableTransactionAction(TableTransactionActionType.UPSERT_REPLACE, row.entity()));
    }

    /** Deletes whatever is there; false when nothing was. */
    boolean remove(Row.Key key) {
        Outcome outcome = Outcome.REFUSED;
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> stored = find(key);
            if (stored.isEmpty()) {
                return outcome == Outcome.UNSURE;
            }
            outcome = delete(stored.get());
            if (outcome == Outcome.DONE) {
                return true;
            }
        }
        throw VersionedRows.contended();
    }

    /** Makes all of these rows or none; false when one of them is there already. */
    boolean insertAll(List<Row> rows) {
        return submit(rows.stream()
                        .map(row -> new TableTransactionAction(TableTransactionActionType.CREATE, row.entity()))
                        .toList())
                == Outcome.DONE;
    }

    private Outcome write(TableTransactionAction action) {
        return submit(List.of(action));
    }

    /** At most {@link #MOST} writes, all or nothing. */
    Outcome submit(List<TableTransactionAction> actions) {
        Row clock = Row.at(keys.clock()).put(TICK, Etag.random(random).text());
        List<TableTransactionAction> all = new ArrayList<>(actions);
        all.add(new TableTransactionAction(TableTransactionActionType.UPSERT_REPLACE, clock.entity()));
        try {
            return table.submit(all);
        } finally {
            // Counted even when it failed: it may have landed all the same.
            writes.incrementAndGet();
        }
    }
}

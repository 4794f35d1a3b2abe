package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.encryption.KeyBook;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data keys' rows, read together by one query, and the row of the walk over what they seal. */
record TableKeyBook(StorageTable table, Keys keys, DataKeyRows codec) implements KeyBook {
    /** Retired keys go after a while; more than a handful there never are. */
    private static final int MOST = 1000;

    @Override
    public Optional<Contents> read() {
        List<Row> rows = table.rows(keys.servicePartition(), Keys.DATA_KEYS_FROM, Keys.DATA_KEYS_TO, MOST);
        Optional<Row> pointer = find(rows, keys.currentDataKey());
        if (pointer.isEmpty()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        rows.stream()
                .filter(row -> row.key().row().startsWith(Keys.DATA_KEY))
                .forEach(row -> entries.add(codec.read(row)));
        String id = pointer.get().text("Id");
        Entry current = entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the current data key is not there: " + id));
        return Optional.of(new Contents(
                entries,
                current,
                pointer.get().version(),
                find(rows, keys.dataKeyPass()).map(TableKeyBook::pass)));
    }

    @Override
    public boolean supersede(Contents seen, String id, Instant made, Wrapped wrapped) {
        Row key = codec.write(id, made, wrapped);
        Row pointer = Row.at(keys.currentDataKey()).put("Id", id).ifAt(seen.version());
        Outcome outcome = table.submit(List.of(
                new TableTransactionAction(TableTransactionActionType.CREATE, key.entity()),
                new TableTransactionAction(TableTransactionActionType.UPDATE_MERGE, pointer.entity(), true)));
        // Refused, but an earlier try of the client's may have landed without its answer.
        return outcome == Outcome.DONE || table.find(key.key()).isPresent();
    }

    @Override
    public boolean rewrap(Entry key, Wrapped wrapped) {
        return merge(new Entry(key.id(), key.made(), wrapped, key.retired(), key.version()));
    }

    @Override
    public boolean retire(Entry key, Instant at) {
        return merge(new Entry(key.id(), key.made(), key.wrapped(), Optional.of(at), key.version()));
    }

    private boolean merge(Entry entry) {
        return table.merge(codec.write(entry)).isPresent();
    }

    @Override
    public boolean forget(Entry key) {
        return table.delete(codec.write(key)) == Outcome.DONE;
    }

    @Override
    public Optional<Pass> save(Pass pass) {
        Row row = Row.at(keys.dataKeyPass())
                .put("Target", pass.target())
                .put("Started", pass.started())
                .put("Place", pass.place())
                .put("Resealed", Long.toString(pass.resealed()))
                .put("Stuck", Long.toString(pass.stuck()));
        row.put("Finished", "");
        pass.finished().ifPresent(at -> row.put("Finished", at));
        return (pass.version().isEmpty() ? table.insert(row) : table.merge(row.ifAt(pass.version())))
                .map(version -> new Pass(
                        pass.target(),
                        pass.started(),
                        pass.place(),
                        pass.resealed(),
                        pass.stuck(),
                        pass.finished(),
                        version));
    }

    private static Pass pass(Row row) {
        return new Pass(
                row.text("Target"),
                row.instant("Started"),
                row.find("Place").orElse(""),
                Long.parseLong(row.text("Resealed")),
                Long.parseLong(row.text("Stuck")),
                row.findInstant("Finished"),
                row.version());
    }

    private static Optional<Row> find(List<Row> rows, Row.Key key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst();
    }
}

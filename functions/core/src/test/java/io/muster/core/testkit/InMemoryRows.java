package io.muster.core.testkit;

import io.muster.core.backup.BackupException;
import io.muster.core.backup.StoredRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows as {@code key=value}, in order of their keys. */
public final class InMemoryRows implements StoredRows {
    public final Map<String, String> rows = new TreeMap<>();
    private final Journal journal;

    public InMemoryRows(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void read(Sink sink) throws IOException {
        for (Map.Entry<String, String> row : rows.entrySet()) {
            journal.before("rows.read");
            sink.accept(row.getKey() + "=" + row.getValue());
        }
    }

    @Override
    public boolean empty() {
        return rows.isEmpty();
    }

    @Override
    public void insert(List<String> lines) {
        journal.before("rows.insert");
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            String present = rows.putIfAbsent(parts[0], parts[1]);
            if (present != null && !present.equals(parts[1])) {
                throw new BackupException("another row is at " + parts[0]);
            }
        }
    }
}

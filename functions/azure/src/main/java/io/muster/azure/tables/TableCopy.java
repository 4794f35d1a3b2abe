package io.muster.azure.tables;

import io.muster.core.backup.BackupException;
import io.muster.core.backup.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of one service that a backup holds: of {@link #TABLES}, then of {@code service}. Not those that wear off by themselves:
 * budgets and allowances, the days' decisions and webhook calls, the walk over sealed rows, which has to begin anew.
 */
final class TableCopy implements StoredRows {
    /** Things before the lists that name them: an entry that leads nowhere is passed over, a thing not listed is lost. */
    static final List<String> TABLES =
            List.of(Keys.DEVICES, Keys.ENROLLMENTS, Keys.MEMBERS, Keys.CERTIFICATES, Keys.AUDIT);

    /** The store's own bounds of one transaction are 100 rows and 4 MiB; a character of a line is 3 bytes at most on the way. */
    private static final int ROWS_AT_ONCE = 100;

    private static final int CHARACTERS_AT_ONCE = 1024 * 1024;
    private static final int MOST_DATA_KEYS = 1000;

    private final Map<String, StorageTable> tables;
    private final Keys keys;

    TableCopy(TableStorage storage, Keys keys) {
        this.keys = keys;
        Map<String, StorageTable> named = new LinkedHashMap<>();
        TABLES.forEach(table -> named.put(table, storage.table(table)));
        named.put(Keys.SERVICE, storage.table(Keys.SERVICE));
        this.tables = named;
    }

    @Override
    public void read(Sink sink) throws IOException {
        // Before the first sealed row, so that a key given up meanwhile is there, and readable (ADR 13).
        Map<Row.Key, Row> dataKeys = dataKeys();
        for (String table : TABLES) {
            for (Row row : table(table).each(ofDevices())) {
                sink.accept(new RowLine(table, row).text());
            }
        }
        Map<String, Row> service = new TreeMap<>();
        for (Row row : table(Keys.SERVICE).each(ofService())) {
            service.put(row.key().row(), row);
        }
        // Once more after the last, so that a key made meanwhile is there as well; others as they were at first.
        dataKeys().forEach((key, row) -> service.putIfAbsent(key.row(), row));
        dataKeys.forEach((key, row) -> service.put(key.row(), row));
        service.remove(keys.dataKeyPass().row());
        for (Row row : service.values()) {
            sink.accept(new RowLine(Keys.SERVICE, row).text());
        }
    }

    private Map<Row.Key, Row> dataKeys() {
        Map<Row.Key, Row> found = new LinkedHashMap<>();
        table(Keys.SERVICE)
                .rows(keys.servicePartition(), Keys.DATA_KEY, Keys.DATA_KEYS_TO, MOST_DATA_KEYS)
                .forEach(row -> found.put(row.key(), row));
        return found;
    }

    @Override
    public boolean empty() {
        return tables.values().stream().allMatch(table -> table.empty(bounds(table.name())));
    }

    private String bounds(String table) {
        return table.equals(Keys.SERVICE) ? ofService() : ofDevices();
    }

    private String ofService() {
        return "PartitionKey eq '" + keys.servicePartition() + "'";
    }

    private String ofDevices() {
        // ';' follows ':'. Other services may have their rows in the same tables.
        String all = keys.devices();
        return "PartitionKey ge '" + all + "' and PartitionKey lt '" + all.substring(0, all.length() - 1) + ";'";
    }

    @Override
    public void insert(List<String> lines) {
        Map<String, List<List<Row>>> transactions = new LinkedHashMap<>();
        List<Row> open = new ArrayList<>();
        RowLine last = null;
        int characters = 0;
        for (String line : lines) {
            RowLine next = RowLine.parse(line);
            requireOurs(next);
            boolean together = last != null
                    && last.table().equals(next.table())
                    && last.row().key().partition().equals(next.row().key().partition())
                    && open.size() < ROWS_AT_ONCE
                    && characters + line.length() <= CHARACTERS_AT_ONCE;
            if (!together) {
                open = new ArrayList<>();
                characters = 0;
                transactions
                        .computeIfAbsent(next.table(), table -> new ArrayList<>())
                        .add(open);
            }
            open.add(next.row());
            characters += line.length();
            last = next;
        }
        transactions.forEach(this::insert);
    }

    private void requireOurs(RowLine line) {
        String partition = line.row().key().partition();
        boolean ours = line.table().equals(Keys.SERVICE)
                ? partition.equals(keys.servicePartition())
                : TABLES.contains(line.table()) && partition.startsWith(keys.devices());
        if (!ours) {
            throw new BackupException("a row of the backup belongs to no table of this service");
        }
    }

    /** Where a transaction is refused, a row of it is there: each must then be the one that is to be written. */
    private void insert(String name, List<List<Row>> transactions) {
        StorageTable table = table(name);
        List<Row> there =
                table.insertAll(transactions).stream().flatMap(List::stream).toList();
        Map<Row.Key, Row> found = table.findAll(there.stream().map(Row::key).toList());
        List<List<Row>> missing = new ArrayList<>();
        for (Row row : there) {
            Row present = found.get(row.key());
            if (present == null) {
                missing.add(List.of(row));
            } else if (!new RowLine(name, present).text().equals(new RowLine(name, row).text())) {
                throw other(name, Set.of(row.key()));
            }
        }
        Set<Row.Key> refused = table.insertAll(missing).stream()
                .flatMap(List::stream)
                .map(Row::key)
                .collect(Collectors.toSet());
        if (!refused.isEmpty()) {
            throw other(name, refused);
        }
    }

    private static BackupException other(String table, Set<Row.Key> keys) {
        return new BackupException("table " + table + " holds another row at " + keys
                + " than the backup: stop the app, delete the tables and restore into empty ones");
    }

    private StorageTable table(String name) {
        StorageTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return table;
    }
}

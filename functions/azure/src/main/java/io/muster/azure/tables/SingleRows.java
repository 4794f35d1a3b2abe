package io.muster.azure.tables;

import java.util.Optional;

/** Each row written by itself: a device's. */
record SingleRows(StorageTable table) implements EtagRows {
    @Override
    public Optional<Row> find(Row.Key key) {
        return table.find(key);
    }

    @Override
    public boolean insert(Row row) {
        return table.insert(row).isPresent();
    }

    @Override
    public boolean merge(Row row) {
        return table.merge(row).isPresent();
    }

    @Override
    public boolean delete(Row row) {
        return table.delete(row);
    }
}

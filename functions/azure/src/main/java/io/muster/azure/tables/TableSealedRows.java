package io.muster.azure.tables;

import io.muster.core.encryption.Envelope;
import io.muster.core.encryption.SealedRows;
import io.muster.core.listing.Listing;
import io.muster.core.query.KeyRange;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All rows that hold anything sealed: the service's first, then the devices' in order of their partitions. Whatever column
 * looks sealed is: one that this release does not know must not lose its key either.
 */
final class TableSealedRows implements SealedRows {
    private static final System.Logger LOG = System.getLogger(TableSealedRows.class.getName());
    /** Before a place among the devices; among the service's rows a place is the last row's key after this. */
    private static final String DEVICES = "d:";

    private static final String SERVICE = "s:";
    private static final int TRIES = 4;

    private final StorageTable service;
    private final StorageTable devices;
    private final Keys keys;
    private final Envelope envelope;

    TableSealedRows(StorageTable service, StorageTable devices, Keys keys, Envelope envelope) {
        this.service = service;
        this.devices = devices;
        this.keys = keys;
        this.envelope = envelope;
    }

    @Override
    public Batch reseal(String from, int rows, String target, Set<String> older) {
        return from.startsWith(DEVICES)
                ? ofDevices(from.substring(DEVICES.length()), rows, target, older)
                : ofService(from.isEmpty() ? "" : from.substring(SERVICE.length()), rows, target, older);
    }

    private Batch ofService(String after, int limit, String target, Set<String> older) {
        List<Row> rows = service.rows(keys.servicePartition(), after, Keys.SERVICE_END, limit);
        String next = rows.size() < limit
                ? DEVICES + keys.devices()
                : SERVICE + Listing.after(rows.get(rows.size() - 1).key().row());
        return reseal(service, rows, target, older, Optional.of(next));
    }

    private Batch ofDevices(String from, int limit, String target, Set<String> older) {
        List<Row> rows = devices.range(from, keys.devices() + KeyRange.END, limit);
        Optional<String> next = ListIndex.next(rows, limit).map(last -> {
            // A device's rows may fall on two pages; the next begins with it again, unless it had this one to itself.
            boolean whole = rows.get(0).key().partition().equals(last);
            return DEVICES + (whole ? Listing.after(last) : last);
        });
        return reseal(devices, rows, target, older, next);
    }

    private Batch reseal(StorageTable table, List<Row> rows, String target, Set<String> older, Optional<String> next) {
        int resealed = 0;
        int stuck = 0;
        List<Row> left = rows;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            Sealing sealing = new Sealing(envelope, table.name());
            Map<Row.Key, Resealed> done = new LinkedHashMap<>();
            left.forEach(row -> done.put(row.key(), Resealed.of(row, sealing, target, older)));
            List<Row> changed = done.values().stream()
                    .flatMap(each -> each.changed().stream())
                    .toList();
            // Those that others write meanwhile are read again: they may lie under the old key still.
            List<Row.Key> refused = table.mergeEach(changed);
            resealed += changed.size() - refused.size();
            refused.forEach(done::remove);
            stuck += done.values().stream().mapToInt(Resealed::stuck).sum();
            left = List.copyOf(table.findAll(refused).values());
        }
        if (!left.isEmpty()) {
            LOG.log(Level.WARNING, "{0} rows are written by others without end", left.size());
        }
        return new Batch(resealed, stuck + left.size(), next);
    }
}

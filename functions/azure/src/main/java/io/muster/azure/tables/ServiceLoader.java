package io.muster.azure.tables;

import io.muster.azure.tables.ServiceSnapshot.Held;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the service's partition into snapshots; plants the seeds before the first. */
final class ServiceLoader {
    private static final System.Logger LOG = System.getLogger(ServiceLoader.class.getName());

    private final ClockedRows table;
    private final ServiceRows codecs;
    private final Seeds seeds;
    private boolean planted;

    ServiceLoader(ClockedRows table, ServiceRows codecs, Seeds seeds) {
        this.table = table;
        this.codecs = codecs;
        this.seeds = seeds;
    }

    /** The present snapshot: {@code before} itself when the clock has not moved. Called by one thread at a time. */
    ServiceSnapshot load(Optional<ServiceSnapshot> before) {
        plant();
        // The clock first: a write that comes in between is seen again at the next look, never missed.
        String tick = table.tick();
        if (before.isPresent() && before.get().tick().equals(tick)) {
            return before.get();
        }
        Map<String, Held> known = before.map(ServiceSnapshot::held).orElse(Map.of());
        Map<String, Held> held = new HashMap<>();
        for (Row row : table.all()) {
            String key = row.key().row();
            Held same = known.get(key);
            if (same != null && same.version().equals(row.version())) {
                held.put(key, same);
            } else {
                open(row).ifPresent(value -> held.put(key, new Held(row.version(), value)));
            }
        }
        return ServiceSnapshot.of(tick, held);
    }

    private Optional<Object> open(Row row) {
        try {
            return codecs.read(row);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // One damaged row must not take every other group's devices down with it; without it, its own are refused.
            LOG.log(Level.ERROR, "left out a row that does not open: " + row.key(), e);
            return Optional.empty();
        }
    }

    private void plant() {
        if (planted) {
            return;
        }
        insertAbsent(seeds.hubs().stream().map(codecs.hubs()::write).toList());
        insertAbsent(seeds.policies().stream().map(codecs.policies()::write).toList());
        planted = true;
    }

    private void insertAbsent(List<Row> rows) {
        for (Row row : rows) {
            if (table.find(row.key()).isEmpty()) {
                // False means that another instance was first, which is as good.
                boolean mine = table.insert(row);
                LOG.log(
                        Level.INFO,
                        "{0} {1}",
                        mine ? "seeded" : "found seeded",
                        row.key().row());
            }
        }
    }
}

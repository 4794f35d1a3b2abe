package io.muster.azure.tables;

import io.muster.azure.tables.ServiceSnapshot.Held;
import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the service's partition into snapshots; plants the seeds before the first. */
final class ServiceLoader {
    private final ClockedRows table;
    private final Keys keys;
    private final ServiceRows codecs;
    private final Seeds seeds;
    private boolean planted;

    ServiceLoader(ClockedRows table, Keys keys, ServiceRows codecs, Seeds seeds) {
        this.table = table;
        this.keys = keys;
        this.codecs = codecs;
        this.seeds = seeds;
    }

    /** The present snapshot: {@code before} itself when the clock has not moved. Called by one thread at a time. */
    ServiceSnapshot load(Optional<ServiceSnapshot> before) {
        // The clock first: a write that comes in between is seen again at the next look, never missed.
        String tick = table.tick();
        if (before.isPresent() && before.get().tick().equals(tick)) {
            return before.get();
        }
        List<Row> rows = table.all();
        if (plant(rows)) {
            tick = table.tick();
            rows = table.all();
        }
        return snapshot(tick, rows, before.map(ServiceSnapshot::held).orElse(Map.of()));
    }

    private ServiceSnapshot snapshot(String tick, List<Row> rows, Map<String, Held> known) {
        Map<String, Held> held = new HashMap<>();
        for (Row row : rows) {
            String key = row.key().row();
            Held same = known.get(key);
            if (same != null && same.version().equals(row.version())) {
                held.put(key, same);
            } else {
                Damage.skip(row, codecs::read)
                        .flatMap(Function.identity())
                        .ifPresent(value -> held.put(key, new Held(row.version(), value)));
            }
        }
        return ServiceSnapshot.of(tick, held);
    }

    /** Whether anything was missing. Where another instance is quicker, its row stands, which is as good. */
    private boolean plant(List<Row> rows) {
        if (planted) {
            return false;
        }
        Set<Row.Key> present = rows.stream().map(Row::key).collect(Collectors.toSet());
        List<LinkedHub> hubs = seeds.hubs().stream()
                .filter(hub -> !present.contains(keys.hub(hub.host())))
                .toList();
        List<SasPolicy> policies = seeds.policies().stream()
                .filter(policy -> !present.contains(keys.policy(policy.name())))
                .toList();
        hubs.forEach(hub -> table.insert(codecs.hubs().write(hub)));
        policies.forEach(policy -> table.insert(codecs.policies().write(policy)));
        planted = true;
        return !hubs.isEmpty() || !policies.isEmpty();
    }
}

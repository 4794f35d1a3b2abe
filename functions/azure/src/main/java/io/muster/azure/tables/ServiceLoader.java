package io.muster.azure.tables;

import io.muster.azure.tables.ServiceSnapshot.Held;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.service.ServiceSettings;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the service's partition into snapshots; plants the seeds before the first. */
final class ServiceLoader {
    private static final System.Logger LOG = System.getLogger(ServiceLoader.class.getName());
    /** The etag of settings that nobody has written. */
    static final String UNWRITTEN = ServiceSettings.INITIAL.etag().text();

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

    /**
     * Whether anything was planted: only into a service that has none of it, since what was deleted must not come back. The
     * row of settings marks it; a store of a release that had none is planted when it holds a hub or a policy.
     */
    private boolean plant(List<Row> rows) {
        if (planted) {
            return false;
        }
        boolean fresh = seeds.any() && rows.stream().map(row -> row.key().row()).noneMatch(ServiceLoader::planted);
        if (fresh) {
            List<Row> all = new ArrayList<>();
            all.add(codecs.settings().write(ServiceSettings.INITIAL));
            seeds.hubs().forEach(hub -> all.add(codecs.hubs().write(hub)));
            seeds.policies().forEach(policy -> all.add(codecs.policies().write(policy)));
            // Where another instance is quicker, its rows stand, which is as good.
            boolean unused = table.insertAll(all);
        } else {
            tellOfLateSeeds(rows);
        }
        planted = true;
        return fresh;
    }

    /** Who adds a hub to the settings of a service that runs waits for it in vain. */
    private void tellOfLateSeeds(List<Row> rows) {
        Set<Row.Key> stored = rows.stream().map(Row::key).collect(Collectors.toSet());
        String late = seeds.hubs().stream()
                .map(LinkedHub::host)
                .filter(host -> !stored.contains(codecs.hubs().keys().hub(host)))
                .map(HubHost::name)
                .collect(Collectors.joining(", "));
        if (!late.isEmpty()) {
            LOG.log(Level.WARNING, "MUSTER_HUBS counts at the first start only; not linked: {0}", late);
        }
    }

    private static boolean planted(String row) {
        return row.equals(Keys.SETTINGS) || row.startsWith(Keys.HUB) || row.startsWith(Keys.POLICY);
    }
}

package io.muster.azure.tables;

import io.muster.azure.tables.ReleaseRows.Release;
import io.muster.core.identity.GroupId;
import io.muster.core.registration.ReleaseBook;
import java.util.Map;
import java.util.Optional;

/** Releases in the service's partition: the device path has them in its snapshot already. */
record TableReleases(ClockedRows rows, ReleaseRows codec, ServiceCache cache) implements ReleaseBook {
    @Override
    public int percent(Optional<GroupId> group) {
        return cache.get().releases().getOrDefault(group, 0);
    }

    @Override
    public Map<Optional<GroupId>, Integer> all() {
        return cache.latest().releases();
    }

    @Override
    public void set(Optional<GroupId> group, int percent) {
        rows.put(codec.write(new Release(group, percent)));
    }
}

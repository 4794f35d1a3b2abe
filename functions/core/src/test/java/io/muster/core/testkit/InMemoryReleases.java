package io.muster.core.testkit;

import io.muster.core.identity.GroupId;
import io.muster.core.registration.ReleaseBook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Releases that hold at once. */
public final class InMemoryReleases implements ReleaseBook {
    private final Map<Optional<GroupId>, Integer> releases = new HashMap<>();

    @Override
    public int percent(Optional<GroupId> group) {
        return releases.getOrDefault(group, 0);
    }

    @Override
    public Map<Optional<GroupId>, Integer> all() {
        return Map.copyOf(releases);
    }

    @Override
    public void set(Optional<GroupId> group, int percent) {
        releases.put(group, percent);
    }
}

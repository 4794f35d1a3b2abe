package io.muster.azure.tables;

import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.Groups;
import io.muster.core.identity.GroupId;
import java.util.List;
import java.util.Optional;

/** The groups of the present snapshot. */
record CachedGroups(ServiceCache cache) implements Groups {
    @Override
    public List<EnrollmentGroup> all() {
        return cache.get().groups();
    }

    @Override
    public List<EnrollmentGroup> latest() {
        return cache.latest().groups();
    }

    @Override
    public Optional<EnrollmentGroup> find(GroupId id) {
        return Optional.ofNullable(cache.get().groupsById().get(id));
    }
}

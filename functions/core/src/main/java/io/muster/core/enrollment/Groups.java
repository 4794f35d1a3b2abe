package io.muster.core.enrollment;

import io.muster.core.identity.GroupId;
import java.util.List;
import java.util.Optional;

/** Port: all enrollment groups, sorted by folded id, at most 30 s old: the bound on how long a withdrawn key may pass. */
public interface Groups {
    List<EnrollmentGroup> all();

    /** As {@link #all()} but as they are now, for a device that none of those vouches for. */
    List<EnrollmentGroup> latest();

    Optional<EnrollmentGroup> find(GroupId id);
}

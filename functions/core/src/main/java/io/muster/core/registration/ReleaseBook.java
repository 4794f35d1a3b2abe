package io.muster.core.registration;

import io.muster.core.identity.GroupId;
import java.util.Map;
import java.util.Optional;

/** Port: releases as the operator sets them. */
public interface ReleaseBook extends Releases {
    /** All that were ever set, as they are now. */
    Map<Optional<GroupId>, Integer> all();

    /** @param percent 0 to 100; 0 holds on to all again that has not moved */
    void set(Optional<GroupId> group, int percent);
}

package io.muster.core.registration;

import io.muster.core.identity.GroupId;
import java.util.Optional;

/** Port: which imported assignments an operator has let go of; at most 30 s old. */
public interface Releases {
    /** Per cent of the devices of a group, or of those with an individual enrollment, that allocation may move: 0 to 100. */
    int percent(Optional<GroupId> group);
}

package io.muster.core.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: what operators deny, whoever issued it. */
public interface DenyList {
    /** @param note why, in the operator's words */
    record Entry(Denial denial, Optional<String> note, Instant created) {}

    /** As it is now, in order of text. */
    List<Entry> all();

    /** Adds, or replaces the entry of the same denial. */
    void put(Entry entry);

    /** @return false when it was not denied */
    boolean remove(Denial denial);
}

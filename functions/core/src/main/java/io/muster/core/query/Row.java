package io.muster.core.query;

import java.util.List;

/** Port: what a condition is asked about. */
@FunctionalInterface
public interface Row {
    /**
     * The values at a path.
     *
     * @param path as {@link Query} spells it: {@code attestation.type}, {@code initialTwin.tags.site}
     * @return none when nothing is there, an array's elements, else one
     */
    List<Value> values(String path);
}

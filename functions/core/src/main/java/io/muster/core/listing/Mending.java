package io.muster.core.listing;

import java.util.Optional;

/** Port: enters everything into its lists again. Lists mend nothing by themselves: only what an older release wrote is missing. */
@FunctionalInterface
public interface Mending {
    /**
     * Goes through the rows of some devices, from {@code from} on.
     *
     * @param limit how many rows, 2 to 1000
     * @return where to go on; empty at the end
     */
    Optional<String> mend(String from, int limit);
}

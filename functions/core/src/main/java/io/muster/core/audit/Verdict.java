package io.muster.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a check.
 *
 * @param flaws the first hundred; empty when all is as it was written
 * @param heads the last entry of each chain, to be kept elsewhere and brought to the next check
 * @param next where to go on when the check has not come to its end; with {@code heads}
 */
public record Verdict(long entries, List<Flaw> flaws, List<Head> heads, Optional<Instant> next) {
    public Verdict {
        flaws = List.copyOf(flaws);
        heads = List.copyOf(heads);
    }
}

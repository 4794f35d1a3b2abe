package io.muster.core.audit;

import io.muster.core.audit.AuditStore.Kept;
import io.muster.core.listing.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads entries again and says what does not fit together. */
public final class AuditCheck {
    private static final int PAGE = 1000;

    private final AuditStore store;
    private final AuditSeal seal;
    private final int most;

    /** @param most about how many entries one call looks at */
    public AuditCheck(AuditStore store, AuditSeal seal, int most) {
        this.store = store;
        this.seal = seal;
        this.most = most;
    }

    /**
     * @param from EPOCH for all; with a later one, what came before is taken on trust but for {@code known}
     * @param known heads that were noted before: one as late as {@code from} has to be found, an earlier one has to be
     *     what its chain goes on from
     */
    public Verdict verify(Instant from, Instant until, List<Head> known) {
        ChainWalk walk = new ChainWalk(seal, from, known);
        Instant end = until;
        Optional<String> place = Optional.empty();
        do {
            Page<Kept> page = store.page(from, place, end, PAGE);
            page.items().forEach(walk::take);
            place = page.next();
            if (walk.entries() >= most && place.isPresent() && end.equals(until)) {
                // No two calls share a moment, so that the next one begins right after this one's last entry.
                end = walk.last().plus(1, ChronoUnit.MICROS);
            }
        } while (place.isPresent());
        return walk.verdict(end, Optional.of(end).filter(it -> it.isBefore(until)));
    }
}

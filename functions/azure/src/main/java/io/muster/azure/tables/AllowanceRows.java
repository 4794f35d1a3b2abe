package io.muster.azure.tables;

import io.muster.core.limits.Allowances;
import io.muster.core.limits.RateKind;
import java.util.Optional;

/**
 * Rows of table {@code budgets}: what of a minute's allowance is taken. There is one a minute of the hour, written over an hour
 * later, so that none need be cleaned up, and an instance whose clock is off by minutes meets other rows than the rest, not theirs.
 */
final class AllowanceRows implements Allowances {
    private static final String MINUTE = "Minute";
    private static final String TAKEN = "Taken";

    private final StorageTable table;
    private final Keys keys;

    AllowanceRows(StorageTable table, Keys keys) {
        this.table = table;
        this.keys = keys;
    }

    @Override
    public Optional<Kept> find(RateKind kind, long minute) {
        return table.find(keys.allowance(kind, minute))
                .map(row -> new Kept(
                        row.find(MINUTE)
                                .filter(Long.toString(minute)::equals)
                                .flatMap(same -> row.findNumber(TAKEN))
                                .orElse(0),
                        row.version()));
    }

    @Override
    public Optional<Kept> save(RateKind kind, long minute, long taken, Optional<Kept> former) {
        Row row = Row.at(keys.allowance(kind, minute))
                .put(MINUTE, Long.toString(minute))
                .put(TAKEN, Math.toIntExact(taken));
        Optional<String> version =
                former.isPresent() ? table.merge(row.ifAt(former.get().version())) : table.insert(row);
        return version.map(written -> new Kept(taken, written));
    }
}

package io.muster.azure.tables;

import io.muster.core.audit.AuditRecord;
import io.muster.core.audit.AuditStore;
import io.muster.core.listing.Page;
import io.muster.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit log in a table of its own, which nothing here ever updates or deletes from. */
record TableAudit(StorageTable table, Keys keys, AuditRows codec) implements AuditStore {
    private static final int MOST = 999;

    @Override
    public void insert(AuditRecord entry) {
        Row row = codec.write(entry);
        if (table.insert(row).isPresent()) {
            return;
        }
        // There already: an earlier try of the client's, whose answer was lost, or something that has no business
        // there.
        boolean ours = table.find(row.key())
                .flatMap(found -> Damage.skip(found, codec::read))
                .equals(Optional.of(entry));
        if (!ours) {
            throw Problem.unavailable(
                    "the audit log's next place is taken", new IllegalStateException("row " + row.key() + " exists"));
        }
    }

    @Override
    public Page<Kept> page(Instant from, Optional<String> place, Instant until, int limit) {
        // One row more tells where the next page begins; the store gives a thousand at most.
        int most = Math.min(limit, MOST);
        List<Row> rows = table.range(place.orElseGet(() -> keys.auditedFrom(from)), keys.auditedFrom(until), most + 1);
        List<Kept> kept = rows.stream()
                .limit(most)
                .map(row -> new Kept(row.key().partition(), Damage.skip(row, codec::read)))
                .toList();
        Optional<String> next =
                rows.stream().skip(most).findFirst().map(row -> row.key().partition());
        return new Page<>(kept, next);
    }
}

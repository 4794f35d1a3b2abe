package io.muster.core.testkit;

import io.muster.core.audit.AuditEntry;
import io.muster.core.audit.AuditRecord;
import io.muster.core.audit.AuditStore;
import io.muster.core.audit.Moments;
import io.muster.core.listing.Page;
import io.muster.core.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An audit log that can be down, and whose rows a test can get at as an intruder would. */
public final class InMemoryAudit implements AuditStore {
    private final TreeMap<String, AuditRecord> rows = new TreeMap<>();
    private boolean down;
    private boolean losesAnswers;

    /** Where an entry belongs. */
    public static String place(AuditEntry entry) {
        return Moments.text(entry.at()) + "|" + entry.chain() + "|" + entry.sequence();
    }

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    /** As when the row lands and its answer does not come back. */
    public synchronized void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    /** The rows themselves, by place. */
    public synchronized Map<String, AuditRecord> rows() {
        return rows;
    }

    public synchronized List<AuditRecord> entries() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized void insert(AuditRecord entry) {
        if (!down || losesAnswers) {
            rows.put(place(entry.entry()), entry);
        }
        if (down) {
            throw Problem.unavailable("storage does not answer", new IllegalStateException("down"));
        }
    }

    @Override
    public synchronized Page<Kept> page(Instant from, Optional<String> place, Instant until, int limit) {
        List<Kept> found = new ArrayList<>();
        String end = Moments.text(until);
        String start = place.orElseGet(() -> Moments.text(from));
        for (Map.Entry<String, AuditRecord> row : rows.tailMap(start)
                .headMap(end.compareTo(start) < 0 ? start : end)
                .entrySet()) {
            if (found.size() == limit) {
                return new Page<>(found, Optional.of(row.getKey()));
            }
            boolean belongs = place(row.getValue().entry()).equals(row.getKey());
            found.add(new Kept(row.getKey(), Optional.of(row.getValue()).filter(it -> belongs)));
        }
        return new Page<>(found, Optional.empty());
    }
}

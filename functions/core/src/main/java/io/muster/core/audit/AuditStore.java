package io.muster.core.audit;

import io.muster.core.listing.Page;
import java.time.Instant;
import java.util.Optional;

/** Port: where entries are kept for good. Rows are inserted and read, never changed. */
public interface AuditStore {
    /** Returns once the record is durably kept; throws {@code Problem} of kind UNAVAILABLE when that is not known for sure. */
    void insert(AuditRecord entry);

    /**
     * Entries in order of time, those of one chain in order of sequence.
     *
     * @param place where a former page said it goes on; else at {@code from}
     * @param until not included
     * @param limit 1 to 1000
     */
    Page<Kept> page(Instant from, Optional<String> place, Instant until, int limit);

    /**
     * What lies at one place.
     *
     * @param place as the store says it, told to operators when something is wrong with it
     * @param entry empty when it cannot be read, or does not belong where it lies
     */
    record Kept(String place, Optional<AuditRecord> entry) {}
}

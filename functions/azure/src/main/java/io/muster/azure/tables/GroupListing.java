package io.muster.azure.tables;

import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import java.util.List;
import java.util.Optional;

/** Groups as they are now, out of the snapshot: one read of the clock a page, whatever their number. */
record GroupListing(ServiceCache cache) implements Listing<EnrollmentGroup> {
    @Override
    public Page<EnrollmentGroup> page(String from, String to, int limit) {
        List<EnrollmentGroup> found = cache.latest().groups().stream()
                .filter(group -> group.foldedId().compareTo(from) >= 0
                        && group.foldedId().compareTo(to) < 0)
                .limit(limit)
                .toList();
        return new Page<>(
                found,
                found.size() < limit
                        ? Optional.empty()
                        : Optional.of(Listing.after(found.get(found.size() - 1).foldedId())));
    }
}

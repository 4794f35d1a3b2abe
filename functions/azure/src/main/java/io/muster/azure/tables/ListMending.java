package io.muster.azure.tables;

import io.muster.core.identity.GroupId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Mending;
import io.muster.core.query.KeyRange;
import java.util.List;
import java.util.Optional;

/** Enters whatever lies in {@code devices} into the lists, for rows that a release from before the lists has written. */
record ListMending(StorageTable devices, ListIndex enrollments, ListIndex members, Keys keys) implements Mending {
    @Override
    public Optional<String> mend(String from, int limit) {
        String prefix = keys.devices();
        List<Row> rows = devices.range(
                prefix + from, prefix + KeyRange.END, limit, "PartitionKey", "RowKey", "EnrollmentGroupId");
        for (Row row : rows) {
            String partition = row.key().partition();
            switch (row.key().row()) {
                case "enrollment" -> enrollments.enter(partition);
                case "registration" ->
                    row.find("EnrollmentGroupId")
                            .map(GroupId::new)
                            .ifPresent(
                                    group -> members.enter(keys.members(group) + partition.substring(prefix.length())));
                default -> {
                    // Of a later release, which lists it itself.
                }
            }
        }
        return ListIndex.next(rows, limit).map(last -> {
            boolean whole = rows.get(0).key().partition().equals(last);
            String id = last.substring(prefix.length());
            // A device's rows may fall on two pages; the next one begins with it again, unless it had this one to
            // itself.
            return whole ? Listing.after(id) : id;
        });
    }
}

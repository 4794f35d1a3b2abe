package io.muster.azure.tables;

import io.muster.core.identity.GroupId;
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
            if (row.key().row().equals("enrollment")) {
                enrollments.enter(partition);
            } else {
                row.find("EnrollmentGroupId")
                        .map(GroupId::new)
                        .ifPresent(group -> members.enter(keys.members(group) + partition.substring(prefix.length())));
            }
        }
        // A device's two rows may fall on two pages; the page begins with the device again, which does no harm.
        return ListIndex.next(rows, limit).map(last -> last.substring(prefix.length()));
    }
}

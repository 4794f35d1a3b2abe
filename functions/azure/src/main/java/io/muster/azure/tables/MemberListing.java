package io.muster.azure.tables;

import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.registration.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of devices that groups let in, in order of group and id; an entry of a group the device has left is passed over.
 *
 * @param prefix where the partitions of all these entries begin with: one group's, or every group's
 */
record MemberListing(
        ListIndex index, StorageTable devices, Keys keys, RowCodec<Registration> registrations, String prefix)
        implements Listing<Registration> {
    @Override
    public Page<Registration> page(String from, String to, int limit) {
        List<Row> entries = index.rows(prefix + from, prefix + to, limit);
        List<RegistrationId> ids = entries.stream()
                .map(entry -> new RegistrationId(Keys.memberOf(entry.key().partition())))
                .toList();
        Map<Row.Key, Row> rows =
                devices.findAll(ids.stream().map(keys::registration).toList());
        List<Registration> found = new ArrayList<>();
        List<Row> dead = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Row entry = entries.get(i);
            Optional<Row> row = Optional.ofNullable(rows.get(keys.registration(ids.get(i))));
            Optional<Registration> record = row.flatMap(it -> Damage.skip(it, registrations::read));
            boolean member = record.filter(it -> isMember(it, entry)).isPresent();
            if (member) {
                found.add(record.get());
            }
            if (row.isEmpty() || (record.isPresent() && !member)) {
                dead.add(entry);
            }
        }
        index.sweep(dead);
        return new Page<>(
                found, ListIndex.next(entries, limit).map(last -> Listing.after(last.substring(prefix.length()))));
    }

    private boolean isMember(Registration registration, Row entry) {
        return registration
                .group()
                .filter(group ->
                        keys.member(group, registration.id()).equals(entry.key().partition()))
                .isPresent();
    }
}

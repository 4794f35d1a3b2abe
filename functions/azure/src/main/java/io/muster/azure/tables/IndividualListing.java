package io.muster.azure.tables;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Individual enrollments in order of their ids, with their records when those are asked for. */
final class IndividualListing implements Listing<Device> {
    private final ListIndex index;
    private final StorageTable devices;
    private final Keys keys;
    private final RowCodec<IndividualEnrollment> enrollments;
    private final Optional<RowCodec<Registration>> registrations;

    IndividualListing(
            ListIndex index,
            StorageTable devices,
            Keys keys,
            RowCodec<IndividualEnrollment> enrollments,
            Optional<RowCodec<Registration>> registrations) {
        this.index = index;
        this.devices = devices;
        this.keys = keys;
        this.enrollments = enrollments;
        this.registrations = registrations;
    }

    @Override
    public Page<Device> page(String from, String to, int limit) {
        String prefix = keys.devices();
        List<Row> entries = index.rows(prefix + from, prefix + to, limit);
        List<RegistrationId> ids = entries.stream()
                .map(entry -> new RegistrationId(entry.key().partition().substring(prefix.length())))
                .toList();
        Map<Row.Key, Row> rows =
                devices.findAll(ids.stream().flatMap(id -> wanted(id).stream()).toList());
        List<Device> found = new ArrayList<>();
        List<Row> dead = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            RegistrationId id = ids.get(i);
            Optional<IndividualEnrollment> enrollment = Optional.ofNullable(rows.get(keys.enrollment(id)))
                    .flatMap(row -> Damage.skip(row, enrollments::read));
            if (enrollment.isPresent()) {
                found.add(new Device(enrollment, stored(rows.get(keys.registration(id)))));
            } else if (!rows.containsKey(keys.enrollment(id))) {
                dead.add(entries.get(i));
            }
        }
        index.sweep(dead);
        return new Page<>(
                found, ListIndex.next(entries, limit).map(last -> Listing.after(last.substring(prefix.length()))));
    }

    private List<Row.Key> wanted(RegistrationId id) {
        return registrations.isPresent()
                ? List.of(keys.enrollment(id), keys.registration(id))
                : List.of(keys.enrollment(id));
    }

    private Optional<Stored> stored(@Nullable Row row) {
        return Optional.ofNullable(row)
                .flatMap(found -> registrations
                        .flatMap(codec -> Damage.skip(found, codec::read))
                        .map(registration -> new Stored(registration, found.version())));
    }
}

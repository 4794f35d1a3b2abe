package io.muster.azure.tables;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.Map;
import java.util.Optional;

/** Registration records, and the one look at a device that a register costs: two reads made at the same time. */
final class TableRegistrations implements Registrations {
    private static final int TRIES = 4;

    private final StorageTable table;
    private final ListIndex members;
    private final Keys keys;
    private final RowCodec<IndividualEnrollment> enrollments;
    private final RowCodec<Registration> registrations;

    TableRegistrations(
            StorageTable table,
            ListIndex members,
            Keys keys,
            RowCodec<IndividualEnrollment> enrollments,
            RowCodec<Registration> registrations) {
        this.table = table;
        this.members = members;
        this.keys = keys;
        this.enrollments = enrollments;
        this.registrations = registrations;
    }

    @Override
    public Device load(RegistrationId id) {
        Row.Key enrollment = keys.enrollment(id);
        Row.Key registration = keys.registration(id);
        Map<Row.Key, Row> rows = table.findAll(enrollment, registration);
        return new Device(
                Optional.ofNullable(rows.get(enrollment)).map(enrollments::read),
                Optional.ofNullable(rows.get(registration)).map(this::stored));
    }

    @Override
    public Optional<Stored> insert(Registration registration) {
        Row row = registrations.write(registration);
        registration.group().ifPresent(group -> enter(group, registration.id()));
        return table.insert(row)
                .map(version -> new Stored(registration, version))
                .or(() -> landed(row));
    }

    @Override
    public Optional<Stored> replace(Registration registration, Stored former) {
        Row row = registrations.write(registration);
        // Entered once, when a group takes a device on: a device that comes back costs its list nothing.
        registration
                .group()
                .filter(group -> !former.registration().group().equals(Optional.of(group)))
                .ifPresent(group -> enter(group, registration.id()));
        Optional<String> version = Optional.of(former.version());
        for (int i = 0; i < TRIES && version.isPresent(); i++) {
            Optional<Stored> written = table.merge(row.ifAt(version.get()))
                    .map(it -> new Stored(registration, it))
                    .or(() -> landed(row));
            if (written.isPresent()) {
                return written;
            }
            version = unchanged(row.key(), former);
        }
        return Optional.empty();
    }

    @Override
    public boolean delete(Stored former) {
        Row row = registrations.write(former.registration());
        Optional<String> version = Optional.of(former.version());
        for (int i = 0; i < TRIES && version.isPresent(); i++) {
            Outcome outcome = table.delete(row.ifAt(version.get()));
            // Gone after a try whose answer may have got lost: this was it.
            if (outcome == Outcome.DONE
                    || (outcome == Outcome.UNSURE && table.find(row.key()).isEmpty())) {
                return true;
            }
            version = unchanged(row.key(), former);
        }
        return false;
    }

    /** The row's new version where nothing but the key it is sealed under has changed: each writer gives a new etag (ADR 12). */
    private Optional<String> unchanged(Row.Key key, Stored former) {
        return table.find(key)
                .filter(row ->
                        row.text("Etag").equals(former.registration().etag().text()))
                .map(Row::version);
    }

    private void enter(GroupId group, RegistrationId id) {
        members.enter(keys.member(group, id));
    }

    /** What is stored, if that is what was to be written: the client repeats a write whose answer was lost. */
    private Optional<Stored> landed(Row row) {
        return table.find(row.key())
                .filter(stored -> stored.text("Etag").equals(row.text("Etag")))
                .map(this::stored);
    }

    private Stored stored(Row row) {
        return new Stored(registrations.read(row), row.version());
    }
}

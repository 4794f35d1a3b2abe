package io.muster.core.testkit;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Registration records; each write makes a new version, and only the version it was made for is replaced. */
public final class InMemoryRegistrations implements Registrations {
    private final Map<RegistrationId, Stored> rows = new ConcurrentHashMap<>();
    private final Function<RegistrationId, Optional<IndividualEnrollment>> enrollments;
    private final Journal journal;
    private final AtomicLong versions = new AtomicLong();

    public InMemoryRegistrations(
            Function<RegistrationId, Optional<IndividualEnrollment>> enrollments, Journal journal) {
        this.enrollments = enrollments;
        this.journal = journal;
    }

    @Override
    public Device load(RegistrationId id) {
        journal.before("registrations.load");
        Device device = new Device(enrollments.apply(id), stored(id));
        journal.after("registrations.load");
        return device;
    }

    @Override
    public Optional<Stored> insert(Registration registration) {
        journal.before("registrations.insert");
        Optional<Stored> written =
                rows.containsKey(registration.id()) ? Optional.empty() : Optional.of(put(registration));
        journal.after("registrations.insert");
        return written;
    }

    @Override
    public Optional<Stored> replace(Registration registration, Stored former) {
        journal.before("registrations.replace");
        Optional<Stored> written = stored(registration.id())
                .filter(found -> found.version().equals(former.version()))
                .map(found -> put(registration));
        journal.after("registrations.replace");
        return written;
    }

    @Override
    public boolean delete(Stored former) {
        journal.before("registrations.delete");
        return rows.remove(former.registration().id(), former);
    }

    /** The record as it stands; nobody is told of this look. */
    public Optional<Stored> stored(RegistrationId id) {
        return Optional.ofNullable(rows.get(id));
    }

    public List<Registration> all() {
        return rows.values().stream().map(Stored::registration).toList();
    }

    /** Writes without a condition, as some other instance that won a race. */
    public Stored put(Registration registration) {
        Stored stored = new Stored(registration, "v" + versions.incrementAndGet());
        rows.put(registration.id(), stored);
        return stored;
    }

    public void remove(RegistrationId id) {
        rows.remove(id);
    }
}

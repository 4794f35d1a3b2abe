package io.muster.core.deprovision;

import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.Optional;

/** Registration records; what follows from a deleted one is ordered. */
record CascadingRecords(Registrations registrations, Cascade cascade) implements Registrations {
    @Override
    public Device load(RegistrationId id) {
        return registrations.load(id);
    }

    @Override
    public Optional<Stored> insert(Registration registration) {
        return registrations.insert(registration);
    }

    @Override
    public Optional<Stored> replace(Registration registration, Stored former) {
        return registrations.replace(registration, former);
    }

    @Override
    public boolean delete(Stored former) {
        Registration record = former.registration();
        return cascade.write(
                Cascade.devices(record.id(), Optional.of(record)), true, () -> registrations.delete(former));
    }
}

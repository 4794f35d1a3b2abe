package io.muster.core.registration;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/** Port: the registration records, one a device. Writes are compare-and-set: no update is ever lost to a race. */
public interface Registrations {
    /** All that is kept of one device, in as few round trips as the store can do. */
    record Device(Optional<IndividualEnrollment> enrollment, Optional<Stored> registration) {}

    Device load(RegistrationId id);

    /** @return empty when a record is there already */
    Optional<Stored> insert(Registration registration);

    /** @return empty when {@code former} is not what is stored any more */
    Optional<Stored> replace(Registration registration, Stored former);

    /** @return false when {@code former} is not what is stored any more */
    boolean delete(Stored former);
}

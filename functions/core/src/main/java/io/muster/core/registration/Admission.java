package io.muster.core.registration;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.EnrollmentLookup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets a device in: the cheap checks of its token first, then one load of what is kept of it, then its signature. */
final class Admission {
    private final IdScope scope;
    private final Registrations registrations;
    private final EnrollmentLookup lookup;
    private final Duration clockSkew;

    Admission(IdScope scope, Registrations registrations, EnrollmentLookup lookup, Duration clockSkew) {
        this.scope = scope;
        this.registrations = registrations;
        this.lookup = lookup;
        this.clockSkew = clockSkew;
    }

    /** A device let in, with its record if it has one. */
    record Visitor(Admitted admitted, Optional<Stored> stored) {
        boolean enabled() {
            return admitted.enrollment().terms().enabled();
        }
    }

    Visitor admit(RegistrationId id, Optional<String> authorization, Instant now) {
        DeviceToken token = DeviceToken.check(authorization, scope, id, now, clockSkew);
        Registrations.Device device = registrations.load(id);
        Optional<GroupId> knownGroup =
                device.registration().flatMap(stored -> stored.registration().group());
        Admitted admitted = lookup.admit(id, token, device.enrollment(), knownGroup);
        return new Visitor(admitted, device.registration());
    }
}

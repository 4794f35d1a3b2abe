package io.muster.core.registration;

import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.DeviceToken;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets a device in: the cheap checks of what it brought first, then one load of what is kept of it, then the proof. */
final class Admission {
    private final IdScope scope;
    private final Registrations registrations;
    private final KeyLookup keys;
    private final Duration clockSkew;

    Admission(IdScope scope, Registrations registrations, KeyLookup keys, Duration clockSkew) {
        this.scope = scope;
        this.registrations = registrations;
        this.keys = keys;
        this.clockSkew = clockSkew;
    }

    /** What comes of asking to be let in. */
    sealed interface Admittance {}

    /** A device let in, with its record if it has one. */
    record Visitor(Admitted admitted, Optional<Stored> stored) implements Admittance {
        boolean enabled() {
            return admitted.enrollment().terms().enabled();
        }
    }

    /** A TPM that has to show first that it holds its keys (2.38). */
    record Challenged(String authenticationKey) implements Admittance {}

    /** Refuses a device that does not prove itself; {@code trail} has the findings. */
    Admittance admit(RegistrationId id, Credentials credentials, Instant now, Trail trail) {
        // A token first: a device that speaks through a TLS client certificate of its own may still sign one.
        if (credentials.authorization().isPresent()) {
            DeviceToken token =
                    DeviceToken.check(credentials.authorization().get(), scope, id, now, clockSkew, trail);
            return byToken(id, token, trail);
        }
        throw trail.refuse(
                Step.CREDENTIAL,
                "request",
                EnrollmentReason.CREDENTIAL_MISSING,
                "neither a token nor a client certificate nor a TPM's keys came with it");
    }

    private Visitor byToken(RegistrationId id, DeviceToken token, Trail trail) {
        Registrations.Device device = registrations.load(id);
        Optional<GroupId> knownGroup =
                device.registration().flatMap(stored -> stored.registration().group());
        Admitted admitted = keys.admit(id, token, device.enrollment(), knownGroup, trail);
        return new Visitor(admitted, device.registration());
    }
}

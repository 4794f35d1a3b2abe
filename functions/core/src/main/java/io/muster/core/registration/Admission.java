package io.muster.core.registration;

import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.certificate.DeviceChain;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.TpmLookup.Polled;
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
    private final Lookups lookups;
    private final Duration clockSkew;

    Admission(IdScope scope, Registrations registrations, Lookups lookups, Duration clockSkew) {
        this.scope = scope;
        this.registrations = registrations;
        this.lookups = lookups;
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
            DeviceToken token = DeviceToken.check(credentials.authorization().get(), scope, id, now, clockSkew, trail);
            return byToken(id, token, credentials.tpm(), now, trail);
        }
        if (credentials.tpm().isPresent()) {
            Registrations.Device device = registrations.load(id);
            TpmKeys brought = credentials.tpm().get();
            return new Challenged(lookups.tpms().challenge(id, brought, device.enrollment(), now, trail));
        }
        if (!credentials.chain().isEmpty()) {
            return byCertificate(id, DeviceChain.parse(credentials.chain(), trail), now, trail);
        }
        throw trail.refuse(
                Step.CREDENTIAL,
                "request",
                EnrollmentReason.CREDENTIAL_MISSING,
                "neither a token nor a client certificate nor a TPM's keys came with it");
    }

    private Visitor byToken(RegistrationId id, DeviceToken token, Optional<TpmKeys> brought, Instant now, Trail trail) {
        Registrations.Device device = registrations.load(id);
        Optional<IndividualEnrollment> byTpm = device.enrollment().filter(it -> it.attestation() instanceof TpmKeys);
        if (byTpm.isPresent()) {
            Optional<Polled> polled = device.registration().flatMap(Admission::polled);
            return new Visitor(byTpm(id, token, byTpm.get(), brought, polled, now, trail), device.registration());
        }
        Optional<GroupId> knownGroup =
                device.registration().flatMap(stored -> stored.registration().group());
        Admitted admitted = lookups.keys().admit(id, token, device.enrollment(), knownGroup, trail);
        return new Visitor(admitted, device.registration());
    }

    private Admitted byTpm(
            RegistrationId id,
            DeviceToken token,
            IndividualEnrollment enrollment,
            Optional<TpmKeys> brought,
            Optional<Polled> polled,
            Instant now,
            Trail trail) {
        try {
            return lookups.tpms().admit(id, token, enrollment, brought, polled, now, trail);
        } catch (Refusal refusal) {
            lookups.keys().searchInVain(id, token);
            throw refusal;
        }
    }

    private Visitor byCertificate(RegistrationId id, DeviceChain chain, Instant now, Trail trail) {
        chain.requireName(id, trail);
        Registrations.Device device = registrations.load(id);
        Admitted admitted = lookups.certificates().admit(id, chain, device.enrollment(), now, trail);
        return new Visitor(admitted, device.registration());
    }

    private static Optional<Polled> polled(Stored stored) {
        Operation operation = stored.registration().operation();
        return operation.evidence() instanceof Evidence.Tpm tpm
                ? Optional.of(new Polled(tpm, operation.started()))
                : Optional.empty();
    }
}

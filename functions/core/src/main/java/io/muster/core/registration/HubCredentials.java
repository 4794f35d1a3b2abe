package io.muster.core.registration;

import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.enrollment.Admitted;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.hub.HubIdentity.Authentication.Authority;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.hub.HubIdentity.Authentication.Thumbprints;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.tpm.TpmPublic;
import java.util.List;
import java.util.Optional;

/**
 * How the hub is to recognise a device that proved itself: made anew with each attempt, from the enrollment as it is now and
 * the evidence in the record, so that no secret has to wait in a record or a message.
 */
final class HubCredentials {
    private final TpmChallenges challenges;
    private final GroupDevices groupDevices;

    HubCredentials(TpmChallenges challenges, GroupDevices groupDevices) {
        this.challenges = challenges;
        this.groupDevices = groupDevices;
    }

    Authentication of(Registration registration, Admitted admitted) {
        Evidence evidence = registration.operation().evidence();
        if (evidence instanceof Evidence.Key key) {
            return ofKeys(admitted, key);
        }
        return evidence instanceof Evidence.Certificate certificate
                ? ofCertificate(admitted, certificate)
                : ofTpm(registration, admitted, (Evidence.Tpm) evidence);
    }

    /** The device's key for its hub when that has to be sent to it, sealed; only a TPM needs it (2.39). */
    Optional<String> forTpm(Registration registration, Admitted admitted) {
        return admitted.evidence() instanceof Evidence.Tpm
                        && registration.operation().evidence() instanceof Evidence.Tpm tpm
                        && registration.operation().progress() instanceof Progress.Assigned
                ? registration.assignment().map(Assignment::seat).map(seat -> sealed(registration, admitted, tpm, seat))
                : Optional.empty();
    }

    private String sealed(Registration registration, Admitted admitted, Evidence.Tpm tpm, Seat seat) {
        return challenges.hubKeyBlob(
                registration.id(),
                endorsementKey(admitted),
                TpmPublic.storageRootKey(tpm.storageRootKey()),
                registration.operation().id(),
                seat.hub(),
                seat.deviceId());
    }

    private Authentication ofTpm(Registration registration, Admitted admitted, Evidence.Tpm evidence) {
        SymmetricKeys keys = challenges.hubKeys(
                registration.id(),
                endorsementKey(admitted),
                TpmPublic.storageRootKey(evidence.storageRootKey()),
                registration.operation().id());
        return new Keys(keys.primary(), keys.secondary());
    }

    private static TpmPublic endorsementKey(Admitted admitted) {
        return TpmPublic.endorsementKey(((TpmKeys) admitted.enrollment().attestation()).endorsementKey());
    }

    private static Authentication ofKeys(Admitted admitted, Evidence.Key evidence) {
        SymmetricKeys enrolled = admitted.enrollment().symmetricKeys().orElseThrow();
        SymmetricKeys keys =
                admitted.enrollment() instanceof EnrollmentGroup ? enrolled.derive(evidence.derivedFrom()) : enrolled;
        return new Keys(keys.primary(), keys.secondary());
    }

    private Authentication ofCertificate(Admitted admitted, Evidence.Certificate evidence) {
        if (admitted.enrollment() instanceof EnrollmentGroup) {
            // One certificate stands in both slots (2.29).
            return groupDevices == GroupDevices.BY_AUTHORITY
                    ? new Authority()
                    : new Thumbprints(evidence.thumbprint(), evidence.thumbprint());
        }
        X509Certificates enrolled = (X509Certificates) admitted.enrollment().attestation();
        List<String> thumbprints = enrolled.all().stream()
                .map(certificate -> certificate.info().sha256Thumbprint())
                .toList();
        return new Thumbprints(thumbprints.get(0), thumbprints.get(thumbprints.size() - 1));
    }
}

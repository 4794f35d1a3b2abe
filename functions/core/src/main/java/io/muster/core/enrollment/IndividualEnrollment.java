package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/**
 * One device that may register.
 *
 * @param deviceId its name in the hub when that is not the registration id (1.27)
 * @param optionalDeviceInformation the operator's own JSON object; goes to neither device nor hub (5.5)
 */
public record IndividualEnrollment(
        RegistrationId registrationId,
        Optional<DeviceId> deviceId,
        Attestation attestation,
        Terms terms,
        Optional<JsonText> optionalDeviceInformation,
        Revision revision)
        implements Enrollment {
    @Override
    public String foldedId() {
        return registrationId.folded();
    }

    @Override
    public String title() {
        return "individual enrollment " + registrationId.text();
    }

    /** The device proved itself, if at all, by something this enrollment knows nothing of. */
    Refusal refuseKind(String brought, Trail trail) {
        return trail.refuse(
                Step.ENROLLMENT,
                title(),
                EnrollmentReason.CREDENTIAL_OF_OTHER_KIND,
                "it is one by " + attestation.type().wire() + ", the device brought " + brought);
    }
}

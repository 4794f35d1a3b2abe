package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.KeyDraft;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import java.io.IOException;
import java.util.Optional;

/** An individual enrollment as JSON. */
public final class IndividualForm implements EnrollmentForm<RegistrationId, IndividualEnrollment> {
    @Override
    public RegistrationId id(String text) {
        return new RegistrationId(text);
    }

    @Override
    public Draft<IndividualEnrollment> draft(Fields body, RegistrationId id) {
        body.parsed("registrationId", RegistrationId::new).ifPresent(inBody -> {
            if (!inBody.equals(id)) {
                throw Json.invalid("registrationId in the body differs from the one in the path");
            }
        });
        return new IndividualDraft(
                id,
                body.parsed("deviceId", DeviceId::new),
                body.node("optionalDeviceInformation").map(node -> new JsonText(Json.text(node))),
                AttestationWire.read(body),
                TermsWire.read(body));
    }

    @Override
    public void writeOwn(JsonGenerator json, IndividualEnrollment enrollment) throws IOException {
        json.writeStringField("registrationId", enrollment.registrationId().text());
        if (enrollment.deviceId().isPresent()) {
            json.writeStringField("deviceId", enrollment.deviceId().get().text());
        }
        if (enrollment.optionalDeviceInformation().isPresent()) {
            TermsWire.writeRaw(
                    json,
                    "optionalDeviceInformation",
                    enrollment.optionalDeviceInformation().get());
        }
    }

    private record IndividualDraft(
            RegistrationId id, Optional<DeviceId> deviceId, Optional<JsonText> information, KeyDraft keys, Terms terms)
            implements Draft<IndividualEnrollment> {
        @Override
        public IndividualEnrollment complete(SymmetricKeys completed, Revision revision) {
            return new IndividualEnrollment(id, deviceId, completed, terms, information, revision);
        }
    }
}

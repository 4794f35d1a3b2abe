package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** An individual enrollment as JSON. */
public final class IndividualForm implements EnrollmentForm<RegistrationId, IndividualEnrollment> {
    @Override
    public String idMember() {
        return "registrationId";
    }

    @Override
    public String bulkMember() {
        return "enrollments";
    }

    @Override
    public RegistrationId id(String text) {
        return new RegistrationId(text);
    }

    @Override
    public Draft<IndividualEnrollment> draft(Fields body, RegistrationId id, ApiVersion version) {
        return new IndividualDraft(
                id,
                body.parsed("deviceId", DeviceId::new),
                body.node("optionalDeviceInformation").map(node -> new JsonText(Json.text(node))),
                AttestationWire.read(body, Role.CLIENT),
                TermsWire.read(body, version));
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
            RegistrationId id,
            Optional<DeviceId> deviceId,
            Optional<JsonText> information,
            AttestationDraft attestation,
            Function<Optional<Terms>, Terms> asked)
            implements Draft<IndividualEnrollment> {
        @Override
        public Terms terms(Optional<Terms> existing) {
            return asked.apply(existing);
        }

        @Override
        public IndividualEnrollment complete(Attestation completed, Terms terms, Revision revision) {
            return new IndividualEnrollment(id, deviceId, completed, terms, information, revision);
        }
    }
}

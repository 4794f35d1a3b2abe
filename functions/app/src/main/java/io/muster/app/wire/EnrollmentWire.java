package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registration;
import java.io.IOException;
import java.util.Optional;

/**
 * What both kinds of enrollment have in common on the wire.
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public final class EnrollmentWire<I, E extends Enrollment> {
    private final EnrollmentForm<I, E> form;

    public EnrollmentWire(EnrollmentForm<I, E> form) {
        this.form = form;
    }

    /** The member that holds the id. */
    public String idMember() {
        return form.idMember();
    }

    /** The member that a bulk operation lists this kind under. */
    public String bulkMember() {
        return form.bulkMember();
    }

    /** The id in the path. */
    public I id(Request request) {
        return PathIds.parse("id", request, form::id);
    }

    /** The id in the body; 400 when there is none. */
    public I id(Fields body) {
        return body.parsed(form.idMember(), form::id)
                .orElseThrow(() -> Json.invalid("Member " + form.idMember() + " is missing"));
    }

    /** What is to be stored under {@code id}, which the body may leave out but not contradict. */
    public Draft<E> draft(Fields body, I id, ApiVersion version) {
        body.parsed(form.idMember(), form::id).ifPresent(inBody -> {
            if (!inBody.equals(id)) {
                throw Json.invalid(form.idMember() + " in the body differs from the one in the path");
            }
        });
        return form.draft(body, id, version);
    }

    /** What a merge patch makes of an enrollment (RFC 7386); secrets, which the patch's author does not see, stay. */
    public Draft<E> patched(E enrollment, Fields patch, I id, ApiVersion version) {
        String shown = text(enrollment, Optional.empty(), Disclosure.NOTHING, version);
        JsonNode merged = patch.mergedInto(Json.object(shown));
        // Small patches must not add up to what no PUT could bring.
        String text = Json.text(merged);
        if (!Bodies.fits(text) && text.length() > shown.length()) {
            throw Problem.of(ProblemKind.TOO_LARGE, "The patched enrollment is larger than 96 KB");
        }
        return draft(Fields.of(merged), id, version);
    }

    public Response response(
            E enrollment, Optional<Registration> registration, Disclosure disclosure, ApiVersion version) {
        return Response.json(200, text(enrollment, registration, disclosure, version));
    }

    public String text(E enrollment, Optional<Registration> registration, Disclosure disclosure, ApiVersion version) {
        return Json.write(json -> write(json, enrollment, registration, disclosure, version));
    }

    private void write(
            JsonGenerator json,
            E enrollment,
            Optional<Registration> registration,
            Disclosure disclosure,
            ApiVersion version)
            throws IOException {
        json.writeStartObject();
        form.writeOwn(json, enrollment);
        json.writeFieldName("attestation");
        AttestationWire.write(json, enrollment.attestation(), disclosure);
        TermsWire.write(json, enrollment.terms(), disclosure, version);
        if (registration.isPresent()) {
            json.writeObjectFieldStart("registrationState");
            RegistrationStateWire.write(json, registration.get(), version);
            json.writeEndObject();
        }
        // The real service's etags hold their quotes, and clients send them back as they are.
        json.writeStringField("etag", '"' + enrollment.revision().etag().text() + '"');
        json.writeStringField(
                "createdDateTimeUtc", Times.format(enrollment.revision().created()));
        json.writeStringField(
                "lastUpdatedDateTimeUtc", Times.format(enrollment.revision().updated()));
        json.writeEndObject();
    }
}

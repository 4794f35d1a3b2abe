package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.IfMatch;
import io.muster.core.identity.Etag;
import io.muster.core.registration.Registration;
import java.util.Optional;

/**
 * What both kinds of enrollment have in common on the wire.
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public final class EnrollmentWire<I, E extends Enrollment> {
    private static final int MAX_ETAG = 256;

    private final EnrollmentForm<I, E> form;

    public EnrollmentWire(EnrollmentForm<I, E> form) {
        this.form = form;
    }

    public I id(Request request) {
        return PathIds.parse("id", request, form::id);
    }

    public Draft<E> draft(Request request, I id) {
        return form.draft(Bodies.json(request).orElseThrow(() -> Json.invalid("The body is missing")), id);
    }

    /** The condition in If-Match, quoted or bare, weak or strong (clients.md 33); 400 when it is none. */
    public static Optional<IfMatch> condition(Request request) {
        return request.header("if-match").map(EnrollmentWire::condition);
    }

    /** A PUT's answer shows the keys, as the vendor's clients expect; nothing else does (rest.md 3.3). */
    public Response withKeys(E enrollment) {
        return response(enrollment, Optional.of(enrollment.keys()), Optional.empty());
    }

    public Response withoutKeys(E enrollment, Optional<Registration> registration) {
        return response(enrollment, Optional.empty(), registration);
    }

    private Response response(E enrollment, Optional<SymmetricKeys> keys, Optional<Registration> registration) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            form.writeOwn(json, enrollment);
            json.writeObjectFieldStart("attestation");
            AttestationWire.write(json, keys);
            json.writeEndObject();
            TermsWire.write(json, enrollment.terms());
            if (registration.isPresent()) {
                json.writeObjectFieldStart("registrationState");
                RegistrationStateWire.write(json, registration.get(), ApiVersion.NEWEST);
                json.writeEndObject();
            }
            // The real service's etags hold their quotes, and clients send them back as they are.
            json.writeStringField("etag", '"' + enrollment.revision().etag().text() + '"');
            json.writeStringField(
                    "createdDateTimeUtc", Times.format(enrollment.revision().created()));
            json.writeStringField(
                    "lastUpdatedDateTimeUtc", Times.format(enrollment.revision().updated()));
            json.writeEndObject();
        }));
    }

    private static IfMatch condition(String header) {
        String text = header.strip();
        if (text.equals("*") || text.equals("\"*\"")) {
            return new IfMatch.Any();
        }
        String strong = text.startsWith("W/") ? text.substring(2) : text;
        boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
        String bare = quoted ? strong.substring(1, strong.length() - 1) : strong;
        if (bare.isEmpty() || bare.length() > MAX_ETAG || bare.indexOf('"') >= 0 || bare.indexOf(',') >= 0) {
            throw Json.invalid("If-Match must be one etag as it stood in the enrollment, or *");
        }
        return new IfMatch.Exactly(new Etag(bare));
    }
}

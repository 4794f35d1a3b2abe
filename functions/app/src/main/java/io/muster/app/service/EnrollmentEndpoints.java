package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.AttestationWire;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.Disclosure;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.Fields;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Create, read, update, delete and attestation mechanism of one kind of enrollment (6.8).
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public final class EnrollmentEndpoints<I, E extends Enrollment> {
    private static final int TRIES = 5;

    private final EnrollmentEditor<I, E> editor;
    private final EnrollmentWire<I, E> wire;
    private final Function<I, Optional<Registration>> registrations;

    /** @param registrations finds the registration that a GET shows with the enrollment; nothing for groups */
    public EnrollmentEndpoints(
            EnrollmentEditor<I, E> editor,
            EnrollmentWire<I, E> wire,
            Function<I, Optional<Registration>> registrations) {
        this.editor = editor;
        this.wire = wire;
        this.registrations = registrations;
    }

    public Response get(Request request, ApiVersion version) {
        I id = wire.id(request);
        E enrollment = editor.get(id);
        return wire.response(enrollment, registrations.apply(id), Disclosure.NOTHING, version);
    }

    /** The answer shows the keys, as the vendor's clients expect (rest.md 3.3). */
    public Response put(Request request, ApiVersion version) {
        I id = wire.id(request);
        E written = editor.put(id, wire.draft(Bodies.required(request), id, version), Conditions.of(request));
        return wire.response(written, Optional.empty(), Disclosure.KEYS, version);
    }

    /** A merge patch (RFC 7386), which DPS lacks: changes what it names and nothing else. */
    public Response patch(Request request, ApiVersion version) {
        I id = wire.id(request);
        Fields patch = Bodies.required(request);
        Optional<IfMatch> condition = Conditions.of(request);
        for (int i = 1; ; i++) {
            E existing = editor.get(id);
            if (condition.isPresent()
                    && !condition.get().accepts(existing.revision().etag())) {
                throw Problem.of(ProblemKind.PRECONDITION_FAILED, "The etag in If-Match is not the current one");
            }
            try {
                IfMatch unchanged = new IfMatch.Exactly(existing.revision().etag());
                E written = editor.update(id, wire.patched(existing, patch, id, version), unchanged);
                return wire.response(written, Optional.empty(), Disclosure.NOTHING, version);
            } catch (Problem problem) {
                if (problem.kind() != ProblemKind.PRECONDITION_FAILED) {
                    throw problem;
                }
                // Somebody else was quicker: the patch is made anew, upon what that one wrote.
                if (i == TRIES) {
                    throw Problem.of(
                            ProblemKind.REGISTRATION_CONFLICT, "The enrollment is being changed by others, try again");
                }
            }
        }
    }

    public Response delete(Request request, ApiVersion version) {
        editor.delete(wire.id(request), Conditions.of(request));
        return Response.noContent();
    }

    public Response attestationMechanism(Request request, ApiVersion version) {
        return Response.json(
                200, AttestationWire.mechanism(editor.get(wire.id(request)).attestation()));
    }
}

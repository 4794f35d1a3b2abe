package io.muster.app.service;

import io.muster.app.http.Endpoint;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.AttestationWire;
import io.muster.app.wire.EnrollmentWire;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
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
    private final EnrollmentEditor<I, E> editor;
    private final EnrollmentWire<I, E> wire;
    private final AccessControl access;
    private final Function<I, Optional<Registration>> registrations;

    /** @param registrations finds the registration that a GET shows with the enrollment; nothing for groups */
    public EnrollmentEndpoints(
            EnrollmentEditor<I, E> editor,
            EnrollmentWire<I, E> wire,
            AccessControl access,
            Function<I, Optional<Registration>> registrations) {
        this.editor = editor;
        this.wire = wire;
        this.access = access;
        this.registrations = registrations;
    }

    public Endpoint get() {
        return guarded(AccessRight.ENROLLMENT_READ, (request, id) -> {
            E enrollment = editor.get(id);
            return wire.withoutKeys(enrollment, registrations.apply(id));
        });
    }

    public Endpoint put() {
        return guarded(
                AccessRight.ENROLLMENT_WRITE,
                (request, id) ->
                        wire.withKeys(editor.put(id, wire.draft(request, id), EnrollmentWire.condition(request))));
    }

    public Endpoint delete() {
        return guarded(AccessRight.ENROLLMENT_WRITE, (request, id) -> {
            editor.delete(id, EnrollmentWire.condition(request));
            return Response.noContent();
        });
    }

    /** Discloses keys, hence the right to write (6.2). */
    public Endpoint attestationMechanism() {
        return guarded(
                AccessRight.ENROLLMENT_WRITE,
                (request, id) -> Response.json(
                        200, AttestationWire.mechanism(editor.get(id).keys())));
    }

    private interface Action<I> {
        Response run(Request request, I id);
    }

    private Endpoint guarded(AccessRight right, Action<I> action) {
        return request -> {
            ApiVersion.requireService(request);
            access.require(right, request.header("authorization"), request.path());
            return action.run(request, wire.id(request));
        };
    }
}

package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.PathIds;
import io.muster.app.wire.RegistrationStateWire;
import io.muster.core.identity.IfMatch;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.Optional;

/** Registration records: read and deleted here, written by devices only (1.22). */
public final class RegistrationEndpoints {
    private static final int TRIES = 5;

    private final Registrations registrations;

    public RegistrationEndpoints(Registrations registrations) {
        this.registrations = registrations;
    }

    public Response get(Request request, ApiVersion version) {
        return Response.json(200, RegistrationStateWire.text(load(id(request)).registration(), version));
    }

    /** Forgets where the device is: its next register is a first one (1.22). The hub hears nothing of it (1.24). */
    public Response delete(Request request, ApiVersion version) {
        RegistrationId id = id(request);
        Optional<IfMatch> condition = Conditions.of(request);
        for (int i = 0; i < TRIES; i++) {
            Stored stored = load(id);
            if (condition.isPresent()
                    && !condition.get().accepts(stored.registration().etag())) {
                throw Problem.of(ProblemKind.PRECONDITION_FAILED, "The etag in If-Match is not the current one");
            }
            if (registrations.delete(stored)) {
                return Response.noContent();
            }
        }
        throw Problem.of(ProblemKind.REGISTRATION_CONFLICT, "The device is registering right now, try again");
    }

    private Stored load(RegistrationId id) {
        return registrations
                .load(id)
                .registration()
                .orElseThrow(() -> Problem.of(ProblemKind.REGISTRATION_NOT_FOUND, "Registration not found"));
    }

    private static RegistrationId id(Request request) {
        return PathIds.parse("id", request, RegistrationId::new);
    }
}

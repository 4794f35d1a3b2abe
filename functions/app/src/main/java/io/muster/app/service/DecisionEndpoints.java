package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.DecisionWire;
import io.muster.app.wire.PathIds;
import io.muster.core.decision.DecisionLog;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;

/** Why devices were refused: what they themselves are never told (seams.md section 3). */
public final class DecisionEndpoints {
    private final DecisionLog decisions;

    public DecisionEndpoints(DecisionLog decisions) {
        this.decisions = decisions;
    }

    public Response ofDevice(Request request, ApiVersion version) {
        return DecisionWire.response(decisions.of(PathIds.parse("id", request, RegistrationId::new)));
    }

    public Response ofAttempt(Request request, ApiVersion version) {
        return decisions
                .find(PathIds.parse("trackingId", request, DecisionWire::trackingId))
                .map(DecisionWire::response)
                .orElseThrow(
                        () -> Problem.of(ProblemKind.NOT_FOUND, "No refused attempt is kept under this tracking id"));
    }
}

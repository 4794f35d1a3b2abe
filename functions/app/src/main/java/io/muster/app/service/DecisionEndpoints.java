package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.DecisionWire;
import io.muster.app.wire.DryRunWire;
import io.muster.app.wire.DryRunWire.Question;
import io.muster.app.wire.PathIds;
import io.muster.core.decision.DecisionLog;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.DryRun;

/** Why devices were refused: what they themselves are never told (seams.md section 3). */
public final class DecisionEndpoints {
    private final DecisionLog decisions;
    private final DryRun dryRun;

    public DecisionEndpoints(DecisionLog decisions, DryRun dryRun) {
        this.decisions = decisions;
        this.dryRun = dryRun;
    }

    /** What would become of a device, and why; changes nothing and answers none of what was brought. */
    public Response dryRun(Request request, ApiVersion version) {
        Question question = DryRunWire.question(Bodies.required(request));
        return DryRunWire.response(question.id(), dryRun.examine(question.id(), question.credentials()));
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

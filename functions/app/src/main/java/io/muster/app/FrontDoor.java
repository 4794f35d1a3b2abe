package io.muster.app;

import io.muster.app.http.CallRecords;
import io.muster.app.http.Endpoint;
import io.muster.app.http.MethodNotAllowed;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.ManagementProblemWire;
import io.muster.app.wire.ProblemWire;
import io.muster.core.decision.Decision;
import io.muster.core.decision.DecisionLog;
import io.muster.core.decision.Refusal;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Around every call: size and framing first, then the router; every failure leaves in the contract's form (1.14). */
final class FrontDoor implements Endpoint {
    private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

    private final Endpoint router;
    private final DecisionLog decisions;
    private final InstantSource clock;
    private final CallRecords records;
    private final CallTraces traces;

    /** Without records and traces of calls. */
    FrontDoor(Endpoint router, DecisionLog decisions, InstantSource clock) {
        this(router, decisions, clock, CallRecords.NONE, CallTraces.NONE);
    }

    FrontDoor(Endpoint router, DecisionLog decisions, InstantSource clock, CallRecords records, CallTraces traces) {
        this.records = records;
        this.traces = traces;
        this.router = router;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public Response answer(Request request) {
        UUID trackingId = UUID.randomUUID();
        Request tracked = request.tracked(trackingId);
        return traces.around(tracked, () -> recorded(tracked, trackingId));
    }

    private Response recorded(Request tracked, UUID trackingId) {
        Instant began = clock.instant();
        Response response = guarded(tracked, trackingId)
                .with("x-ms-request-id", trackingId.toString())
                .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        records.add(tracked, response, began, Duration.between(began, clock.instant()));
        return response;
    }

    private Response guarded(Request request, UUID trackingId) {
        try {
            requireReadable(request);
            return router.answer(request);
        } catch (Refusal refusal) {
            decisions.record(Decision.of(trackingId, refusal, Asked.of(request), clock.instant()));
            return refused(request, refusal, trackingId);
        } catch (Problem problem) {
            return refused(request, problem, trackingId);
        } catch (MethodNotAllowed method) {
            return refused(request, method.problem(), trackingId).with("Allow", method.allowed());
        } catch (RuntimeException bug) {
            // Nothing of a fault of ours goes out but the number under which the log has it.
            LOG.log(Level.ERROR, trackingId + " unexpected", bug);
            Problem blank = Problem.of(ProblemKind.INTERNAL, "An internal error occurred; quote the tracking id");
            return response(request, blank, trackingId);
        }
    }

    private Response refused(Request request, Problem problem, UUID trackingId) {
        Level level = problem.kind().status() >= 500 ? Level.ERROR : Level.INFO;
        LOG.log(level, "{0} {1}: {2}", trackingId, problem.kind(), problem.reason());
        return response(request, problem, trackingId);
    }

    private Response response(Request request, Problem problem, UUID trackingId) {
        request.notes().refusedFor(problem);
        String number = trackingId.toString();
        return ManagementProblemWire.isSpokenAt(request)
                ? ManagementProblemWire.response(request, problem, number, clock.instant())
                : ProblemWire.response(problem, number, clock.instant());
    }

    private static void requireReadable(Request request) {
        if (request.header("transfer-encoding").isPresent()) {
            // The platform drops such a body silently; better to say so.
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "Send the body with Content-Length, not chunked");
        }
        if (!Bodies.fits(request.body())) {
            throw Problem.of(ProblemKind.TOO_LARGE, "The body is larger than 96 KB");
        }
    }
}

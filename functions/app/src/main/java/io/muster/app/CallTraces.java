package io.muster.app;

import io.muster.app.http.CallNotes;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.operations.Protocols;
import io.muster.app.settings.Settings;
import io.muster.app.settings.Settings.FrontEnd;
import io.muster.core.identity.OperationId;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Each call as a part of its caller's trace. Named by route, never by what stands in the path; the
 * tracking id leads to the record and the decision that name the device.
 */
final class CallTraces {
    static final CallTraces NONE = behindGateway(Traces.NONE);

    private static final int SERVER_ERROR = 500;
    private static final int HUNDRED = 100;

    private final Traces traces;
    private final UnaryOperator<TraceParent> flagged;

    private CallTraces(Traces traces, UnaryOperator<TraceParent> flagged) {
        this.traces = traces;
        this.flagged = flagged;
    }

    static CallTraces of(Settings settings, Traces traces, RandomGenerator random) {
        return settings.frontEnd() == FrontEnd.GATEWAY
                ? behindGateway(traces)
                : drawn(traces, settings.monitoring().traces(), random);
    }

    /** Whether a call is recorded was drawn by the gateway, and its callers had no part in it. */
    static CallTraces behindGateway(Traces traces) {
        return new CallTraces(traces, UnaryOperator.identity());
    }

    /** Callers come as they like, and have no part in it either: it is drawn here. */
    static CallTraces drawn(Traces traces, int percent, RandomGenerator random) {
        return new CallTraces(traces, caller -> caller.sampledAs(random.nextInt(HUNDRED) < percent));
    }

    /** @param request with its notes */
    Response around(Request request, Supplier<Response> call) {
        try (Part part =
                traces.begin(Kind.WITHIN, request.method(), request.trace().map(flagged))) {
            Response response = call.get();
            tell(part, request, response);
            return response;
        }
    }

    private static void tell(Part part, Request request, Response response) {
        CallNotes notes = request.notes();
        String status = Integer.toString(response.status());
        part.note("http.request.method", request.method());
        part.note("http.response.status_code", status);
        part.note("muster.tracking_id", notes.trackingId().toString());
        part.note("muster.protocol", Protocols.text(notes.protocol()));
        notes.operation().map(OperationId::text).ifPresent(id -> part.note("muster.operation_id", id));
        if (!notes.template().isEmpty()) {
            part.name(request.method() + " " + notes.template());
            part.note("http.route", notes.template());
        }
        notes.refusal()
                .ifPresent(problem ->
                        part.note("error.type", Integer.toString(problem.kind().code())));
        if (response.status() >= SERVER_ERROR) {
            part.failed(status);
        }
    }
}

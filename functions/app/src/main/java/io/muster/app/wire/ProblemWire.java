package io.muster.app.wire;

import io.muster.app.http.Response;
import io.muster.core.problem.Problem;
import java.time.Instant;

/** The error body: {@code errorCode, trackingId, message, timestampUtc} (1.14). */
public final class ProblemWire {
    private ProblemWire() {}

    public static Response response(Problem problem, String trackingId, Instant now) {
        String body = Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("errorCode", problem.kind().code());
            json.writeStringField("trackingId", trackingId);
            json.writeStringField("message", problem.message());
            json.writeStringField("timestampUtc", Times.format(now));
            json.writeEndObject();
        });
        return withHeaders(Response.json(problem.kind().status(), body), problem);
    }

    static Response withHeaders(Response bare, Problem problem) {
        Response response =
                bare.with("x-ms-error-code", Integer.toString(problem.kind().code()));
        // Whole seconds: Java's client dies of a date (clients.md 10).
        return problem.retryAfter()
                .map(delay -> response.with("Retry-After", Long.toString(Math.max(1, delay.toSeconds()))))
                .orElse(response);
    }
}

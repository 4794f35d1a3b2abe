package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The management plane's error body: {@code code, httpStatusCode, message, details}, without an envelope (rest.md 8.3). */
public final class ManagementProblemWire {
    private static final List<String> PATHS = List.of("/subscriptions/", "/providers/");
    private static final Pattern SERVICE = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Devices/provisioningServices/[^/]+/?",
            Pattern.CASE_INSENSITIVE);
    /** Declares the code a text; later ones declare it a number. */
    private static final String TEXTUAL = "2022-02-05";

    private ManagementProblemWire() {}

    /** Whether a refusal of this request takes this form: by its path alone, since it may have failed before it was routed. */
    public static boolean isSpokenAt(Request request) {
        return PATHS.stream().anyMatch(path -> request.path().regionMatches(true, 0, path, 0, path.length()));
    }

    public static Response response(Request request, Problem problem, String trackingId, Instant now) {
        int code = problem.kind().code();
        boolean textual = request.queryValues("api-version").contains(TEXTUAL);
        if (request.method().equals("PATCH")
                && !textual
                && SERVICE.matcher(request.path()).matches()) {
            return ProblemWire.withHeaders(enveloped(problem, trackingId), problem);
        }
        String body = Json.write(json -> {
            json.writeStartObject();
            if (textual) {
                json.writeStringField("code", Integer.toString(code));
            } else {
                json.writeNumberField("code", code);
            }
            json.writeStringField("httpStatusCode", name(problem.kind().status()));
            json.writeStringField("message", problem.message());
            json.writeStringField(
                    "details",
                    String.format(
                            Locale.ROOT, "tracking id %s, %s, errorcode: IH%d", trackingId, Times.format(now), code));
            json.writeEndObject();
        });
        return ProblemWire.withHeaders(Response.json(problem.kind().status(), body), problem);
    }

    /** PATCH of the service alone has the resource manager's own form from 2026 on. */
    private static Response enveloped(Problem problem, String trackingId) {
        return Response.json(problem.kind().status(), Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", Integer.toString(problem.kind().code()));
            json.writeStringField("message", problem.message() + " (tracking id " + trackingId + ")");
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    /** The vendor's name of a status. */
    private static String name(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 409 -> "Conflict";
            case 412 -> "PreconditionFailed";
            case 413 -> "RequestEntityTooLarge";
            case 415 -> "UnsupportedMediaType";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            default -> "InternalServerError";
        };
    }
}

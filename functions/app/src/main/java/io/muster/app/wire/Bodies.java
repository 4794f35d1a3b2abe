package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Request bodies as text that may be parsed as JSON. */
public final class Bodies {
    /** 96 KB (5.9). */
    private static final int LARGEST = 96 * 1024;

    private Bodies() {}

    /** Whether a text is as small as a body must be. */
    public static boolean fits(String text) {
        // Every char is at least a byte: the cheap look first.
        return text.length() <= LARGEST && text.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
    }

    public static Fields required(Request request) {
        return json(request).orElseThrow(() -> Json.invalid("The body is missing"));
    }

    /** The body's members; empty when there is no body, 415 when it says it is something else than JSON. */
    public static Optional<Fields> json(Request request) {
        if (request.body().isBlank()) {
            return Optional.empty();
        }
        String type = request.header("content-type").orElse("application/json").toLowerCase(Locale.ROOT);
        if (!type.contains("json") && !type.startsWith("application/octet-stream")) {
            throw Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
        }
        return Optional.of(Fields.of(request.body()));
    }
}

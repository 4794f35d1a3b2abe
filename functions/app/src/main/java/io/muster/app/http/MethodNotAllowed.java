package io.muster.app.http;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Set;

/** A path that is served, but not under this method; the answer tells which ones are (RFC 9110, 15.5.6). */
public final class MethodNotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String allowed;

    MethodNotAllowed(Set<String> allowed) {
        super("method not allowed");
        this.allowed = String.join(", ", allowed);
    }

    /** The value of the Allow header. */
    public String allowed() {
        return allowed;
    }

    public Problem problem() {
        return Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "This resource takes " + allowed + " only");
    }
}

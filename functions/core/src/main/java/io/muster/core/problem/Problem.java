package io.muster.core.problem;

import java.time.Duration;
import java.util.Optional;

/** The only way to fail on purpose: a kind, a message fit for the caller, and for the operator's log the reason behind it. */
public class Problem extends RuntimeException {
    private final ProblemKind kind;
    private final String reason;
    private final Optional<Duration> retryAfter;

    /** @param reason for the operator alone; holds no secret either */
    protected Problem(ProblemKind kind, String message, String reason) {
        this(kind, message, reason, Optional.empty());
    }

    private Problem(ProblemKind kind, String message, String reason, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public static Problem of(ProblemKind kind, String message) {
        return new Problem(kind, message, message, Optional.empty());
    }

    /** A refused attestation: every device sees the same text (seams.md section 3), the operator sees the reason. */
    public static Problem unauthorized(String reason) {
        return new Problem(ProblemKind.UNAUTHORIZED, "Unauthorized", reason, Optional.empty());
    }

    public static Problem throttled(String message, Duration retryAfter) {
        return new Problem(ProblemKind.THROTTLED, message, message, Optional.of(retryAfter));
    }

    /** Something this service stands on does not answer; what was asked may be tried again. */
    public static Problem unavailable(String message, Throwable cause) {
        Problem problem = new Problem(ProblemKind.UNAVAILABLE, message, message, Optional.of(Duration.ofSeconds(3)));
        problem.initCause(cause);
        return problem;
    }

    /** As above, where the operator is told more than the caller. */
    public static Problem unavailable(String message, String reason, Throwable cause) {
        Problem problem = new Problem(ProblemKind.UNAVAILABLE, message, reason, Optional.of(Duration.ofSeconds(3)));
        problem.initCause(cause);
        return problem;
    }

    public ProblemKind kind() {
        return kind;
    }

    /** The message as it may leave the service. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** The truth, for the log; holds no secret. */
    public String reason() {
        return reason;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}

package io.muster.core.problem;

/** Every way to refuse a request: HTTP status and six-digit code (1.16, 1.16a, seams.md section 3). */
public enum ProblemKind {
    INVALID_ARGUMENT(400, 400004),
    UNSUPPORTED_API_VERSION(400, 400001),
    /** As above, in the management plane (rest.md 8.3). */
    UNSUPPORTED_MANAGEMENT_VERSION(400, 400024),
    PROOF_FAILED(400, 400053),
    /** A hub linked twice (rest.md 8.3). */
    DUPLICATE_HUBS(400, 400303),
    UNAUTHORIZED(401, 401002),
    FORBIDDEN(403, 403001),
    QUOTA_EXCEEDED(403, 403002),
    NOT_FOUND(404, 404001),
    ENROLLMENT_NOT_FOUND(404, 404201),
    REGISTRATION_NOT_FOUND(404, 404202),
    OPERATION_NOT_FOUND(404, 404203),
    GROUP_NOT_FOUND(404, 404204),
    ID_SCOPE_NOT_FOUND(404, 404208),
    CA_NOT_FOUND(404, 404211),
    POLICY_NOT_FOUND(404, 404212),
    METHOD_NOT_ALLOWED(405, 405000),
    ENROLLMENT_EXISTS(409, 409201),
    GROUP_EXISTS(409, 409202),
    REGISTRATION_CONFLICT(409, 409203),
    CA_CONFLICT(409, 409211),
    SERVICE_CONFLICT(409, 409212),
    PRECONDITION_FAILED(412, 412001),
    TOO_LARGE(413, 413001),
    UNSUPPORTED_MEDIA_TYPE(415, 415000),
    THROTTLED(429, 429001),
    INTERNAL(500, 500001),
    UNAVAILABLE(503, 503001);

    private final int status;
    private final int code;

    ProblemKind(int status, int code) {
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }
}

package io.muster.app.service;

import io.muster.app.gate.CallKind;
import io.muster.app.gate.Gate;
import io.muster.app.http.Endpoint;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.access.Caller;
import java.util.List;

/**
 * One line of the service API or of the management plane: what it takes to call it (6.1, 6.2), how it counts (7.4), what is
 * kept of it, and what answers.
 */
public record ServiceRoute(
        String method, String path, AccessRight right, CallKind kind, Audited audited, Handler handler) {
    /** Where everything lies that DPS does not have. */
    private static final String EXTENSIONS = "/muster/";

    /** Where everything lies that is managed through Azure's resource manager. */
    private static final List<String> MANAGEMENT = List.of("/subscriptions/", "/providers/");

    /** What answers a call that was let in. */
    @FunctionalInterface
    public interface Handler {
        Response answer(Request request, ApiVersion version);
    }

    /** The api-version first: a caller of a wrong one is told so whoever it is. */
    public Endpoint guarded(AccessControl access, Gate gate, AuditDesk audit) {
        String route = method + " " + path;
        return request -> {
            ApiVersion version = version(request);
            Caller caller = access.require(right, request.header("authorization"), request.path());
            gate.letIn(kind, route);
            request.notes().letIn(caller);
            return audit.answer(request, route, caller, audited, () -> handler.answer(request, version));
        };
    }

    private ApiVersion version(Request request) {
        if (MANAGEMENT.stream().anyMatch(path::startsWith)) {
            return ApiVersion.ofManagement(request);
        }
        return path.startsWith(EXTENSIONS) ? ApiVersion.ofExtension(request) : ApiVersion.ofService(request);
    }
}

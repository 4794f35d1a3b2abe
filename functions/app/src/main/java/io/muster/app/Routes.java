package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.gate.CallKind;
import io.muster.app.gate.Gate;
import io.muster.app.http.Endpoint;
import io.muster.app.http.Router;
import io.muster.app.management.ManagementApi;
import io.muster.app.service.AuditDesk;
import io.muster.app.service.ServiceApi;
import io.muster.core.access.AccessControl;
import java.util.List;
import java.util.stream.Stream;

/** Every route, tried from top to bottom: those of the service API, of the management plane, and the device API's. */
final class Routes {
    private Routes() {}

    static Router of(
            DeviceEndpoints device,
            ServiceApi service,
            ManagementApi management,
            AccessControl access,
            Gate gate,
            AuditDesk audit) {
        Router router = new Router();
        Stream.of(service.routes(), management.routes()).flatMap(List::stream).forEach(route -> {
            Endpoint guarded = gate.filtered(route.kind(), route.guarded(access, gate, audit));
            Router unused = router.route(route.method(), route.path(), guarded);
        });
        Endpoint registration = gate.filtered(CallKind.LOOKUP, device::registration);
        return router.route("PUT", DeviceEndpoints.REGISTER, gate.filtered(CallKind.REGISTER, device::register))
                .route("GET", DeviceEndpoints.OPERATION, gate.filtered(CallKind.LOOKUP, device::operation))
                .route("POST", DeviceEndpoints.REGISTRATION, registration)
                .route("GET", DeviceEndpoints.REGISTRATION, registration);
    }
}

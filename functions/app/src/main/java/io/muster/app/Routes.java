package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.http.Router;
import io.muster.app.management.ManagementApi;
import io.muster.app.service.AuditDesk;
import io.muster.app.service.ServiceApi;
import io.muster.app.service.ServiceRoute;
import io.muster.core.access.AccessControl;

/** Every route, tried from top to bottom: those of the service API, of the management plane, and the device API's. */
final class Routes {
    private Routes() {}

    static Router of(
            DeviceEndpoints device,
            ServiceApi service,
            ManagementApi management,
            AccessControl access,
            AuditDesk audit) {
        Router router = new Router();
        for (ServiceRoute route : service.routes()) {
            router.route(route.method(), route.path(), route.guarded(access, audit));
        }
        for (ServiceRoute route : management.routes()) {
            router.route(route.method(), route.path(), route.guarded(access, audit));
        }
        String registration = "/{idScope}/registrations/{registrationId}";
        return router.route("PUT", registration + "/register", device::register)
                .route("GET", registration + "/operations/{operationId}", device::operation)
                .route("POST", registration, device::registration)
                .route("GET", registration, device::registration);
    }
}

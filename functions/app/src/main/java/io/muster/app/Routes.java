package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.http.Router;
import io.muster.app.service.ServiceApi;
import io.muster.app.service.ServiceRoute;
import io.muster.core.access.AccessControl;

/** Every route: those of the service API ({@link ServiceApi#routes}), then the device API's, tried from top to bottom. */
final class Routes {
    private Routes() {}

    static Router of(DeviceEndpoints device, ServiceApi service, AccessControl access) {
        Router router = new Router();
        for (ServiceRoute route : service.routes()) {
            router.route(route.method(), route.path(), route.guarded(access));
        }
        String registration = "/{idScope}/registrations/{registrationId}";
        return router.route("PUT", registration + "/register", device::register)
                .route("GET", registration + "/operations/{operationId}", device::operation)
                .route("POST", registration, device::registration)
                .route("GET", registration, device::registration);
    }
}

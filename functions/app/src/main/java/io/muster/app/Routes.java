package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.http.Router;
import io.muster.app.service.EnrollmentEndpoints;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;

/** Every route of the service, tried from top to bottom. */
final class Routes {
    private Routes() {}

    static Router of(
            DeviceEndpoints device,
            EnrollmentEndpoints<RegistrationId, IndividualEnrollment> individuals,
            EnrollmentEndpoints<GroupId, EnrollmentGroup> groups) {
        String registration = "/{idScope}/registrations/{registrationId}";
        return new Router()
                .route("GET", "/enrollments/{id}", individuals.get())
                .route("PUT", "/enrollments/{id}", individuals.put())
                .route("DELETE", "/enrollments/{id}", individuals.delete())
                .route("POST", "/enrollments/{id}/attestationmechanism", individuals.attestationMechanism())
                .route("GET", "/enrollmentGroups/{id}", groups.get())
                .route("PUT", "/enrollmentGroups/{id}", groups.put())
                .route("DELETE", "/enrollmentGroups/{id}", groups.delete())
                .route("POST", "/enrollmentGroups/{id}/attestationmechanism", groups.attestationMechanism())
                .route("PUT", registration + "/register", device::register)
                .route("GET", registration + "/operations/{operationId}", device::operation)
                .route("POST", registration, device::registration)
                .route("GET", registration, device::registration);
    }
}

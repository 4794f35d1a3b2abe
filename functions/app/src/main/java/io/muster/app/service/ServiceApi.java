package io.muster.app.service;

import static io.muster.core.access.AccessRight.ENROLLMENT_READ;
import static io.muster.core.access.AccessRight.ENROLLMENT_WRITE;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_READ;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_WRITE;

import io.muster.app.service.ServiceRoute.Handler;
import io.muster.core.access.AccessRight;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations.Device;
import java.util.ArrayList;
import java.util.List;

/** The routes of the service API and the right that each needs. What discloses keys needs the right to write (6.2). */
public record ServiceApi(
        Kind<RegistrationId, IndividualEnrollment, Device> individuals,
        Kind<GroupId, EnrollmentGroup, EnrollmentGroup> groups,
        RegistrationEndpoints registrations,
        QueryEndpoint<Registration> members,
        ExportEndpoint export,
        ImportEndpoint intake,
        ReleaseEndpoints releases,
        MendEndpoint mend) {
    /** What both kinds of enrollment have. */
    public record Kind<I, E extends Enrollment, T>(
            EnrollmentEndpoints<I, E> single, BulkEndpoint<I, E> bulk, QueryEndpoint<T> queries) {}

    /** All routes, to be tried from top to bottom. */
    public List<ServiceRoute> routes() {
        List<ServiceRoute> routes = new ArrayList<>();
        routes.addAll(ofKind("/enrollments", individuals));
        routes.addAll(ofKind("/enrollmentGroups", groups));
        routes.add(route("GET", "/registrations/{id}", REGISTRATION_STATUS_READ, registrations::get));
        routes.add(route("DELETE", "/registrations/{id}", REGISTRATION_STATUS_WRITE, registrations::delete));
        routes.add(route("POST", "/registrations/{id}/query", REGISTRATION_STATUS_READ, members::query));
        routes.add(route("POST", "/muster/enrollments/count", ENROLLMENT_READ, individuals.queries()::count));
        routes.add(route("POST", "/muster/enrollmentGroups/count", ENROLLMENT_READ, groups.queries()::count));
        routes.add(route("POST", "/muster/registrations/{id}/count", REGISTRATION_STATUS_READ, members::count));
        routes.add(route("GET", "/muster/export", ENROLLMENT_READ, export::run));
        routes.add(route("POST", "/muster/import", ENROLLMENT_WRITE, intake::run));
        routes.add(route("GET", "/muster/releases", ENROLLMENT_READ, releases::list));
        routes.add(route("PUT", "/muster/releases", ENROLLMENT_WRITE, releases::setIndividual));
        routes.add(route("PUT", "/muster/releases/{id}", ENROLLMENT_WRITE, releases::setGroup));
        routes.add(route("POST", "/muster/mend", ENROLLMENT_WRITE, mend::run));
        return List.copyOf(routes);
    }

    private static List<ServiceRoute> ofKind(String path, Kind<?, ?, ?> kind) {
        return List.of(
                route("POST", path, ENROLLMENT_WRITE, kind.bulk()::run),
                route("POST", path + "/query", ENROLLMENT_READ, kind.queries()::query),
                route("GET", path + "/{id}", ENROLLMENT_READ, kind.single()::get),
                route("PUT", path + "/{id}", ENROLLMENT_WRITE, kind.single()::put),
                route("PATCH", path + "/{id}", ENROLLMENT_WRITE, kind.single()::patch),
                route("DELETE", path + "/{id}", ENROLLMENT_WRITE, kind.single()::delete),
                route(
                        "POST",
                        path + "/{id}/attestationmechanism",
                        ENROLLMENT_WRITE,
                        kind.single()::attestationMechanism));
    }

    private static ServiceRoute route(String method, String path, AccessRight right, Handler handler) {
        return new ServiceRoute(method, path, right, handler);
    }
}

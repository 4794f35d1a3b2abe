package io.muster.app.service;

import static io.muster.core.access.AccessRight.ENROLLMENT_READ;
import static io.muster.core.access.AccessRight.ENROLLMENT_WRITE;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_READ;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_WRITE;
import static io.muster.core.access.AccessRight.SERVICE_CONFIG;

import io.muster.app.gate.CallKind;
import io.muster.app.service.ServiceRoute.Handler;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.GroupForm;
import io.muster.app.wire.IndividualForm;
import io.muster.core.access.AccessRight;
import io.muster.core.encryption.Continuations;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentKind;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.Quota;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.Stored;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes of the service API and the right that each needs. What discloses keys needs the right to write (6.2). */
public record ServiceApi(
        Kind<RegistrationId, IndividualEnrollment, Device> individuals,
        Kind<GroupId, EnrollmentGroup, EnrollmentGroup> groups,
        RegistrationEndpoints registrations,
        QueryEndpoint<Registration> members,
        ExportEndpoint export,
        ImportEndpoint intake,
        ReleaseEndpoints releases,
        MendEndpoint mend,
        DecisionEndpoints decisions,
        ExchangeEndpoints exchanges,
        DeadLetterEndpoints deadLetters,
        AuditEndpoints audit) {
    /** What both kinds of enrollment have. */
    public record Kind<I, E extends Enrollment, T>(
            EnrollmentEndpoints<I, E> single, BulkEndpoint<I, E> bulk, QueryEndpoint<T> queries) {}

    public static ServiceApi over(ServicePorts ports, InstantSource clock, SecureRandom random) {
        ServicePorts.Rules rules = ports.rules();
        ServicePorts.Lists lists = ports.lists();
        EnrollmentWire<RegistrationId, IndividualEnrollment> individualWire =
                new EnrollmentWire<>(new IndividualForm());
        EnrollmentWire<GroupId, EnrollmentGroup> groupWire = new EnrollmentWire<>(new GroupForm());
        EnrollmentEditor<RegistrationId, IndividualEnrollment> individuals = new EnrollmentEditor<>(
                ports.individuals(),
                EnrollmentKind.INDIVIDUAL,
                new EnrollmentEditor.Rules(rules.hubs(), rules.claims(), Quota.NONE, rules.cas()),
                clock,
                random);
        EnrollmentEditor<GroupId, EnrollmentGroup> groups = new EnrollmentEditor<>(
                ports.groups(),
                EnrollmentKind.GROUP,
                new EnrollmentEditor.Rules(rules.hubs(), rules.claims(), rules.groupQuota(), rules.cas()),
                clock,
                random);
        Continuations tokens = new Continuations(ports.envelope());
        return new ServiceApi(
                new Kind<>(
                        new EnrollmentEndpoints<>(
                                individuals,
                                individualWire,
                                id -> ports.registrations()
                                        .load(id)
                                        .registration()
                                        .map(Stored::registration)),
                        new BulkEndpoint<>(individuals, individualWire, rules.maxBulkItems()),
                        new QueryEndpoint<>(new IndividualThings(lists.individuals(), individualWire), tokens, clock)),
                new Kind<>(
                        new EnrollmentEndpoints<>(groups, groupWire, id -> Optional.empty()),
                        new BulkEndpoint<>(groups, groupWire, rules.maxBulkItems()),
                        new QueryEndpoint<>(new GroupThings(lists.groups(), groupWire), tokens, clock)),
                new RegistrationEndpoints(ports.registrations()),
                new QueryEndpoint<>(new MemberThings(lists.members()), tokens, clock),
                new ExportEndpoint(lists, individualWire, groupWire, ports.access(), tokens),
                new ImportEndpoint(
                        new ImportEndpoint.Kind<>(individualWire, individuals),
                        new ImportEndpoint.Kind<>(groupWire, groups),
                        new RecordImport(ports.registrations(), rules.hubs(), ports.access(), clock, random)),
                new ReleaseEndpoints(ports.releases()),
                new MendEndpoint(ports.mending(), tokens),
                new DecisionEndpoints(ports.decisions(), ports.dryRun()),
                new ExchangeEndpoints(ports.exchanges()),
                new DeadLetterEndpoints(ports.deadLetters()),
                new AuditEndpoints(ports.audit(), ports.auditSeal(), tokens, clock));
    }

    /** All routes, to be tried from top to bottom. */
    public List<ServiceRoute> routes() {
        List<ServiceRoute> routes = new ArrayList<>();
        routes.addAll(ofKind("/enrollments", individuals));
        routes.addAll(ofKind("/enrollmentGroups", groups));
        routes.add(route("GET", "/registrations/{id}", REGISTRATION_STATUS_READ, registrations::get));
        routes.add(change("DELETE", "/registrations/{id}", REGISTRATION_STATUS_WRITE, registrations::delete));
        routes.add(route("POST", "/registrations/{id}/query", REGISTRATION_STATUS_READ, members::query));
        routes.add(own("POST", "/muster/enrollments/count", ENROLLMENT_READ, individuals.queries()::count));
        routes.add(own("POST", "/muster/enrollmentGroups/count", ENROLLMENT_READ, groups.queries()::count));
        routes.add(own("POST", "/muster/registrations/{id}/count", REGISTRATION_STATUS_READ, members::count));
        routes.add(new ServiceRoute(
                "GET", "/muster/export", ENROLLMENT_READ, CallKind.EXTENSION, ExportEndpoint.AUDITED, export::run));
        routes.add(new ServiceRoute(
                "POST", "/muster/import", ENROLLMENT_WRITE, CallKind.EXTENSION, ImportEndpoint.AUDITED, intake::run));
        routes.add(own("GET", "/muster/releases", REGISTRATION_STATUS_READ, releases::list));
        routes.add(ownChange("PUT", "/muster/releases", REGISTRATION_STATUS_WRITE, releases::setIndividual));
        routes.add(ownChange("PUT", "/muster/releases/{id}", REGISTRATION_STATUS_WRITE, releases::setGroup));
        routes.add(own("POST", "/muster/mend", ENROLLMENT_WRITE, mend::run));
        routes.add(own("POST", "/muster/decisions/dry-run", ENROLLMENT_READ, decisions::dryRun));
        routes.add(own("GET", "/muster/decisions/registrations/{id}", REGISTRATION_STATUS_READ, decisions::ofDevice));
        routes.add(
                own("GET", "/muster/decisions/attempts/{trackingId}", REGISTRATION_STATUS_READ, decisions::ofAttempt));
        routes.add(own("GET", "/muster/dead-letters", REGISTRATION_STATUS_READ, deadLetters::list));
        routes.add(new ServiceRoute(
                "POST",
                "/muster/dead-letters/redrive",
                REGISTRATION_STATUS_WRITE,
                CallKind.EXTENSION,
                DeadLetterEndpoints.AUDITED,
                deadLetters::redrive));
        routes.add(own("GET", "/muster/audit", SERVICE_CONFIG, audit::list));
        routes.add(own("POST", "/muster/audit/verify", SERVICE_CONFIG, audit::verify));
        routes.add(own("GET", "/muster/webhooks/registrations/{id}", REGISTRATION_STATUS_READ, exchanges::ofDevice));
        return List.copyOf(routes);
    }

    private static List<ServiceRoute> ofKind(String path, Kind<?, ?, ?> kind) {
        return List.of(
                new ServiceRoute(
                        "POST",
                        path,
                        ENROLLMENT_WRITE,
                        CallKind.SERVICE,
                        kind.bulk().audited(),
                        kind.bulk()::run),
                route("POST", path + "/query", ENROLLMENT_READ, kind.queries()::query),
                route("GET", path + "/{id}", ENROLLMENT_READ, kind.single()::get),
                change("PUT", path + "/{id}", ENROLLMENT_WRITE, kind.single()::put),
                change("PATCH", path + "/{id}", ENROLLMENT_WRITE, kind.single()::patch),
                change("DELETE", path + "/{id}", ENROLLMENT_WRITE, kind.single()::delete),
                new ServiceRoute(
                        "POST",
                        path + "/{id}/attestationmechanism",
                        ENROLLMENT_WRITE,
                        CallKind.SERVICE,
                        Audited.disclosure(shown -> 1),
                        kind.single()::attestationMechanism));
    }

    private static ServiceRoute route(String method, String path, AccessRight right, Handler handler) {
        return new ServiceRoute(method, path, right, CallKind.SERVICE, Audited.no(), handler);
    }

    private static ServiceRoute change(String method, String path, AccessRight right, Handler handler) {
        return new ServiceRoute(method, path, right, CallKind.SERVICE, Audited.change(), handler);
    }

    /** One that DPS does not have. */
    private static ServiceRoute own(String method, String path, AccessRight right, Handler handler) {
        return new ServiceRoute(method, path, right, CallKind.EXTENSION, Audited.no(), handler);
    }

    private static ServiceRoute ownChange(String method, String path, AccessRight right, Handler handler) {
        return new ServiceRoute(method, path, right, CallKind.EXTENSION, Audited.change(), handler);
    }
}

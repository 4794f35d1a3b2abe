package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.Fields;
import io.muster.app.wire.LineWire;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes in the lines of an export: enrollments are made or replaced, records are made where there is none. Each line for
 * itself, and to the same end when it comes again: what was cut short is simply sent again.
 */
public final class ImportEndpoint {
    private final Kind<RegistrationId, IndividualEnrollment> individuals;
    private final Kind<GroupId, EnrollmentGroup> groups;
    private final Registrations registrations;
    private final LinkedHubs hubs;
    private final AccessControl access;
    private final InstantSource clock;
    private final SecureRandom random;

    /** How one kind of enrollment is read and written. */
    public record Kind<I, E extends Enrollment>(EnrollmentWire<I, E> wire, EnrollmentEditor<I, E> editor) {
        String take(Fields content) {
            I id = wire.id(content);
            E written = editor.upsert(id, wire.draft(content, id, ApiVersion.NEWEST));
            boolean first = written.revision().created().equals(written.revision().updated());
            return first ? "created" : "updated";
        }
    }

    public ImportEndpoint(
            Kind<RegistrationId, IndividualEnrollment> individuals,
            Kind<GroupId, EnrollmentGroup> groups,
            Registrations registrations,
            LinkedHubs hubs,
            AccessControl access,
            InstantSource clock,
            SecureRandom random) {
        this.individuals = individuals;
        this.groups = groups;
        this.registrations = registrations;
        this.hubs = hubs;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    public Response run(Request request, ApiVersion version) {
        StringBuilder results = new StringBuilder();
        String[] lines = request.body().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                results.append(result(request, i + 1, lines[i]));
            }
        }
        return Response.lines(results.toString());
    }

    private String result(Request request, int number, String text) {
        try {
            LineWire.Line line = LineWire.read(text);
            return LineWire.done(
                    number,
                    switch (line.kind()) {
                        case LineWire.GROUP -> groups.take(line.content());
                        case LineWire.ENROLLMENT -> individuals.take(line.content());
                        default -> record(request, line.content());
                    });
        } catch (Problem problem) {
            return LineWire.failed(number, problem);
        }
    }

    private String record(Request request, Fields content) {
        access.require(AccessRight.REGISTRATION_STATUS_WRITE, request.header("authorization"), request.path());
        Optional<Registration> record = LineWire.record(content, clock.instant(), random);
        if (record.isEmpty()) {
            return "skipped";
        }
        HubHost hub = record.get().assignment().orElseThrow().seat().hub();
        if (hubs.find(hub).isEmpty()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT, "assignedHub " + hub.name() + " is not linked to this service");
        }
        // A record that is here already is the device's own doing: newer than any other service's.
        return registrations.insert(record.get()).isPresent() ? "created" : "kept";
    }
}

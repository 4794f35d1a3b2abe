package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.Fields;
import io.muster.app.wire.LineWire;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in the lines of an export: enrollments are made or replaced, records are made where there is none. Each line for
 * itself, and to the same end when it comes again: what was cut short is simply sent again.
 */
public final class ImportEndpoint {
    static final Audited AUDITED = new Audited.Change(
            request ->
                    (int) request.body().lines().filter(line -> !line.isBlank()).count(),
            request -> "lines");

    private final Kind<RegistrationId, IndividualEnrollment> individuals;
    private final Kind<GroupId, EnrollmentGroup> groups;
    private final RecordImport records;
    private final Crew crew = new Crew();

    /** How one kind of enrollment is read and written. */
    record Kind<I, E extends Enrollment>(EnrollmentWire<I, E> wire, EnrollmentEditor<I, E> editor) {
        String take(Fields content) {
            I id = wire.id(content);
            E written = editor.upsert(id, wire.draft(content, id, ApiVersion.EVERYTHING));
            boolean first =
                    written.revision().created().equals(written.revision().updated());
            return first ? "created" : "updated";
        }
    }

    ImportEndpoint(
            Kind<RegistrationId, IndividualEnrollment> individuals,
            Kind<GroupId, EnrollmentGroup> groups,
            RecordImport records) {
        this.individuals = individuals;
        this.groups = groups;
        this.records = records;
    }

    public Response run(Request request, ApiVersion version) {
        String[] lines = request.body().split("\n", -1);
        String[] results = new String[lines.length];
        Arrays.fill(results, "");
        Map<String, List<Integer>> byThing = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                byThing.computeIfAbsent(LineWire.thing(lines[i]), thing -> new ArrayList<>())
                        .add(i);
            }
        }
        // In the order of the file where lines are about one thing, at once where they are not.
        crew.all(byThing.values().stream()
                .<Runnable>map(numbers ->
                        () -> numbers.forEach(i -> results[i] = result(request, i + 1, lines[i].strip())))
                .toList());
        return Response.lines(String.join("", results));
    }

    private String result(Request request, int number, String text) {
        try {
            LineWire.Line line = LineWire.read(text);
            String outcome = switch (line.kind()) {
                case LineWire.GROUP -> groups.take(line.content());
                case LineWire.ENROLLMENT -> individuals.take(line.content());
                default -> records.take(request, line.content());
            };
            return LineWire.done(number, outcome);
        } catch (Problem problem) {
            return LineWire.failed(number, problem);
        }
    }
}

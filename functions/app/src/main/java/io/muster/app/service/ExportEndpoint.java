package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Disclosure;
import io.muster.app.wire.EnrollmentWire;
import io.muster.app.wire.LineWire;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.access.Caller;
import io.muster.core.encryption.Continuations;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.query.KeyRange;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything there is, as lines that an import takes: groups, then individual enrollments each followed by its record, then
 * the records of groups' devices. In pages, each of which begins where the token of the one before says.
 */
public final class ExportEndpoint {
    /** The count is that of enrollments and groups, with symmetric keys or without. */
    static final Audited AUDITED = new Audited.Disclosure(ExportEndpoint::withKeys, page ->
            (int) page.body().lines().filter(line -> !LineWire.isRecord(line)).count());

    private final ServicePorts.Lists lists;
    private final EnrollmentWire<RegistrationId, IndividualEnrollment> individuals;
    private final EnrollmentWire<GroupId, EnrollmentGroup> groups;
    private final AccessControl access;
    private final Continuations continuations;

    public ExportEndpoint(
            ServicePorts.Lists lists,
            EnrollmentWire<RegistrationId, IndividualEnrollment> individuals,
            EnrollmentWire<GroupId, EnrollmentGroup> groups,
            AccessControl access,
            Continuations continuations) {
        this.lists = lists;
        this.individuals = individuals;
        this.groups = groups;
        this.access = access;
        this.continuations = continuations;
    }

    /** {@code keys=true} adds symmetric keys, {@code records=false} leaves records out; each as far as the caller's rights go. */
    public Response run(Request request, ApiVersion version) {
        boolean keys = withKeys(request);
        boolean records = !request.queryValues("records").contains("false");
        if (keys) {
            Caller unused =
                    access.require(AccessRight.ENROLLMENT_WRITE, request.header("authorization"), request.path());
        }
        if (records) {
            Caller unused = access.require(
                    AccessRight.REGISTRATION_STATUS_READ, request.header("authorization"), request.path());
        }
        Disclosure disclosure = keys ? Disclosure.ALL : Disclosure.CERTIFICATES;
        List<Listing<String>> sections = records
                ? List.of(groupLines(disclosure), individualLines(disclosure, true), memberLines())
                : List.of(groupLines(disclosure), individualLines(disclosure, false));

        // With records and without there are different sections to be in.
        Continuations.Listing listing = new Continuations.Listing("export", "records=" + records);
        // A place is the number of a section, a colon, and where in it to begin.
        String place = Paging.token(request)
                .map(token -> continuations.position(listing, token))
                .orElse("0:");
        int section = Math.min(Integer.parseInt(place.substring(0, place.indexOf(':'))), sections.size() - 1);
        int size = Paging.size(request, Paging.DEFAULT_SIZE);
        Page<String> page = sections.get(section).page(place.substring(place.indexOf(':') + 1), KeyRange.END, size);
        Optional<String> next = page.next()
                .map(from -> section + ":" + from)
                .or(() -> section + 1 < sections.size() ? Optional.of((section + 1) + ":") : Optional.empty());
        return Paging.with(
                Response.lines(String.join("", page.items())), next.map(to -> continuations.token(listing, to)));
    }

    private static boolean withKeys(Request request) {
        return request.queryValues("keys").contains("true");
    }

    private Listing<String> groupLines(Disclosure disclosure) {
        return lines(
                lists.groups(),
                group -> LineWire.of(
                        LineWire.GROUP, groups.text(group, Optional.empty(), disclosure, ApiVersion.EVERYTHING)));
    }

    private Listing<String> individualLines(Disclosure disclosure, boolean records) {
        return lines(lists.individuals().apply(records), device -> {
            String enrollment = individuals.text(
                    device.enrollment().orElseThrow(), Optional.empty(), disclosure, ApiVersion.EVERYTHING);
            // A record that a group made stands among that group's.
            Optional<Registration> record = device.registration()
                    .map(Stored::registration)
                    .filter(it -> it.group().isEmpty());
            return LineWire.of(LineWire.ENROLLMENT, enrollment)
                    + record.map(LineWire::of).orElse("");
        });
    }

    private Listing<String> memberLines() {
        return lines(lists.allMembers(), LineWire::of);
    }

    private static <T> Listing<String> lines(Listing<T> listing, Function<T, String> line) {
        return (from, to, limit) -> {
            Page<T> page = listing.page(from, to, limit);
            return new Page<>(page.items().stream().map(line).toList(), page.next());
        };
    }
}

package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.wire.Fields;
import io.muster.app.wire.LineWire;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.access.Caller;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.HubHost;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Takes over the records of devices that another service assigned, so that they stay where they are. */
record RecordImport(
        Registrations registrations, LinkedHubs hubs, AccessControl access, InstantSource clock, SecureRandom random) {
    String take(Request request, Fields content) {
        Caller unused =
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
        return registrations.insert(record.get()).isPresent() ? "created" : replace(record.get());
    }

    /** A record that its device has written here is newer than any other service's; one that was only imported is not. */
    private String replace(Registration record) {
        return registrations
                .load(record.id())
                .registration()
                .filter(stored -> stored.registration().untouched())
                .flatMap(stored -> registrations.replace(record, stored))
                .map(replaced -> "updated")
                .orElse("kept");
    }
}

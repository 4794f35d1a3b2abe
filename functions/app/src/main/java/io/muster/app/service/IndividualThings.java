package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.service.QueryEndpoint.Things;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Disclosure;
import io.muster.app.wire.EnrollmentWire;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.query.Query;
import io.muster.core.query.Source;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.Stored;
import java.util.function.Function;

/**
 * Individual enrollments; with the state of registration where the caller or the query asks for it, which DPS leaves empty.
 *
 * @param listing with records or without
 */
public record IndividualThings(
        Function<Boolean, Listing<Device>> listing, EnrollmentWire<RegistrationId, IndividualEnrollment> wire)
        implements Things<Device> {
    /** Query parameter {@code muster-include=registrationState}. */
    private static final String INCLUDE = "muster-include";

    private static final String STATE = "registrationState";

    @Override
    public Source source() {
        return Source.ENROLLMENTS;
    }

    @Override
    public String itemType() {
        return "enrollment";
    }

    @Override
    public Listing<Device> listing(Request request, Query query) {
        return listing.apply(
                query.mentions(STATE) || request.queryValues(INCLUDE).contains(STATE));
    }

    @Override
    public String foldedId(Device device) {
        return device.enrollment().orElseThrow().foldedId();
    }

    @Override
    public String text(Device device, ApiVersion version) {
        return wire.text(
                device.enrollment().orElseThrow(),
                device.registration().map(Stored::registration),
                Disclosure.NOTHING,
                version);
    }

    @Override
    public String name(Request request) {
        return "enrollments";
    }

    @Override
    public boolean queryOptional() {
        return false;
    }
}

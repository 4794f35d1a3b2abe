package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.service.QueryEndpoint.Things;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.PathIds;
import io.muster.app.wire.RegistrationStateWire;
import io.muster.core.identity.GroupId;
import io.muster.core.listing.Listing;
import io.muster.core.query.Query;
import io.muster.core.query.Source;
import io.muster.core.registration.Registration;
import java.util.function.Function;

/** The records of one group's devices; the group itself may be gone (1.23). */
public record MemberThings(Function<GroupId, Listing<Registration>> listing) implements Things<Registration> {
    @Override
    public Source source() {
        return Source.DEVICE_REGISTRATIONS;
    }

    @Override
    public String itemType() {
        return "deviceRegistration";
    }

    @Override
    public Listing<Registration> listing(Request request, Query query) {
        return listing.apply(group(request));
    }

    @Override
    public String foldedId(Registration registration) {
        return registration.id().folded();
    }

    @Override
    public String text(Registration registration, ApiVersion version) {
        return RegistrationStateWire.text(registration, version);
    }

    @Override
    public String name(Request request) {
        return "registrations/" + group(request).folded();
    }

    /** The specification knows no body here; the vendor's clients send one (rest.md S15). */
    @Override
    public boolean queryOptional() {
        return true;
    }

    private static GroupId group(Request request) {
        return PathIds.parse("id", request, GroupId::new);
    }
}

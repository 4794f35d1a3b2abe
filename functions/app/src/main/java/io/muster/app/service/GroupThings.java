package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.service.QueryEndpoint.Things;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Disclosure;
import io.muster.app.wire.EnrollmentWire;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import io.muster.core.listing.Listing;
import io.muster.core.query.Query;
import io.muster.core.query.Source;
import java.util.Optional;

/** Enrollment groups. */
public record GroupThings(Listing<EnrollmentGroup> listing, EnrollmentWire<GroupId, EnrollmentGroup> wire)
        implements Things<EnrollmentGroup> {
    @Override
    public Source source() {
        return Source.ENROLLMENT_GROUPS;
    }

    @Override
    public String itemType() {
        return "enrollmentGroup";
    }

    @Override
    public Listing<EnrollmentGroup> listing(Request request, Query query) {
        return listing;
    }

    @Override
    public String foldedId(EnrollmentGroup group) {
        return group.foldedId();
    }

    @Override
    public String text(EnrollmentGroup group, ApiVersion version) {
        return wire.text(group, Optional.empty(), Disclosure.NOTHING, version);
    }

    @Override
    public String name(Request request) {
        return "enrollmentGroups";
    }

    @Override
    public boolean queryOptional() {
        return false;
    }
}

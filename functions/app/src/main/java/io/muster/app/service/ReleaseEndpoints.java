package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.PathIds;
import io.muster.app.wire.ReleaseWire;
import io.muster.core.identity.GroupId;
import io.muster.core.registration.ReleaseBook;
import java.util.Optional;

/** Which share of the imported assignments may move: none of a group's, or of the individual ones, until it is set. */
public final class ReleaseEndpoints {
    private final ReleaseBook book;

    public ReleaseEndpoints(ReleaseBook book) {
        this.book = book;
    }

    public Response list(Request request, ApiVersion version) {
        return ReleaseWire.response(book.all());
    }

    public Response setIndividual(Request request, ApiVersion version) {
        return set(request, Optional.empty());
    }

    public Response setGroup(Request request, ApiVersion version) {
        return set(request, Optional.of(PathIds.parse("id", request, GroupId::new)));
    }

    private Response set(Request request, Optional<GroupId> group) {
        int percent = ReleaseWire.percent(Bodies.required(request));
        book.set(group, percent);
        return ReleaseWire.response(group, percent);
    }
}

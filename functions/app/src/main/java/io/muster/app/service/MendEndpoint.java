package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.core.encryption.Continuations;
import io.muster.core.listing.Mending;
import java.util.Optional;

/** Makes what a release from before the lists has written listed: to be called until no token comes back. */
public final class MendEndpoint {
    private static final Continuations.Listing MENDING = new Continuations.Listing("mending", "");
    private static final int ROWS = 200;

    private final Mending mending;
    private final Continuations continuations;

    public MendEndpoint(Mending mending, Continuations continuations) {
        this.mending = mending;
        this.continuations = continuations;
    }

    public Response run(Request request, ApiVersion version) {
        String from = Paging.token(request)
                .map(token -> continuations.position(MENDING, token))
                .orElse("");
        Optional<String> next = mending.mend(from, ROWS);
        return Paging.with(
                Response.json(200, "{\"done\":" + next.isEmpty() + "}"),
                next.map(place -> continuations.token(MENDING, place)));
    }
}

package io.muster.app.http;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeVerdict;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Refuses a request whose edge header does not hold (seams.md section 2); one without the header came straight to the app. */
public final class EdgeCheck implements Endpoint {
    private static final System.Logger LOG = System.getLogger(EdgeCheck.class.getName());

    private final Optional<EdgeHeader> header;
    private final Endpoint next;
    private final InstantSource clock;

    public EdgeCheck(Optional<EdgeKeys> keys, Endpoint next, InstantSource clock) {
        this.header = keys.map(EdgeHeader::new);
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Response answer(Request request) {
        if (header.isPresent()) {
            request.header(EdgeHeader.name()).ifPresent(value -> check(header.get(), value, request));
        }
        return next.answer(request);
    }

    private void check(EdgeHeader edge, String value, Request request) {
        String target = request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        BodyDigest body = BodyDigest.of(request.body().getBytes(StandardCharsets.UTF_8));
        EdgeVerdict verdict = edge.verify(value, request.method(), target, body, clock.instant());
        if (verdict instanceof EdgeVerdict.Refused refused) {
            LOG.log(Level.WARNING, "edge header refused: {0}", refused.reason());
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "The edge header does not hold for this request");
        }
    }
}

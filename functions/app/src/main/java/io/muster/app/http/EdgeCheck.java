package io.muster.app.http;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeVerdict;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides which client certificates and which address a request is believed to come with (seams.md section 2): those in an
 * edge header that holds, else the platform's certificate where it is known to stand before the app, else none. One whose edge
 * header does not hold is refused. No X-Forwarded-For is believed: what the platform's host makes of it is not known for sure.
 */
public final class EdgeCheck implements Endpoint {
    private static final System.Logger LOG = System.getLogger(EdgeCheck.class.getName());

    private final Optional<EdgeHeader> header;
    private final boolean behindPlatform;
    private final Endpoint next;
    private final InstantSource clock;

    /** @param behindPlatform whether the platform's front end ends TLS and sets its own header on every request */
    public EdgeCheck(Optional<EdgeKeys> keys, boolean behindPlatform, Endpoint next, InstantSource clock) {
        this.header = keys.map(EdgeHeader::new);
        this.behindPlatform = behindPlatform;
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Response answer(Request request) {
        return next.answer(seen(request));
    }

    private Request seen(Request request) {
        Optional<String> value = request.header(EdgeHeader.name());
        if (header.isPresent() && value.isPresent()) {
            EdgeClaims claims = claims(header.get(), value.get(), request);
            request.notes().spoken(claims.protocol());
            return request.shown(claims.chain().der(), ClientAddress.parse(claims.clientAddress()));
        }
        return request.shown(behindPlatform ? PlatformCertificate.of(request) : List.of(), Optional.empty());
    }

    private EdgeClaims claims(EdgeHeader edge, String value, Request request) {
        String target = request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        BodyDigest body = BodyDigest.of(request.body().getBytes(StandardCharsets.UTF_8));
        EdgeVerdict verdict = edge.verify(value, request.method(), target, body, clock.instant());
        if (verdict instanceof EdgeVerdict.Refused refused) {
            LOG.log(Level.WARNING, "edge header refused: {0}", refused.reason());
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "The edge header does not hold for this request");
        }
        return ((EdgeVerdict.Genuine) verdict).claims();
    }
}

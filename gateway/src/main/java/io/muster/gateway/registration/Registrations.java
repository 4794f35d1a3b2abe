package io.muster.gateway.registration;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.gateway.refusal.BodyText;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.upstream.Upstream;
import io.muster.gateway.upstream.UpstreamAnswer;
import io.muster.gateway.upstream.UpstreamCall;
import io.muster.gateway.upstream.UpstreamFailure;
import io.muster.gateway.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device API's calls for one event loop's connections. */
public final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
    private static final byte[] NO_BODY = {};

    /** Far above any token; with the edge header it stays below what an HTTP server takes (seams 2). */
    private static final int LONGEST_TOKEN = 4096;

    private final EdgeHeader header;
    private final Upstream upstream;
    private final Clock clock;
    private final int bodyLimit;
    private final Optional<Patience> patience;

    /** For how long a register's answer may be kept back, and the timers for it. */
    private record Patience(Vertx vertx, Duration longest) {}

    /** @param bodyLimit the largest body, in bytes */
    public Registrations(EdgeHeader header, Upstream upstream, Clock clock, int bodyLimit) {
        this(header, upstream, clock, bodyLimit, Optional.empty());
    }

    private Registrations(
            EdgeHeader header, Upstream upstream, Clock clock, int bodyLimit, Optional<Patience> patience) {
        this.header = header;
        this.upstream = upstream;
        this.clock = clock;
        this.bodyLimit = bodyLimit;
        this.patience = patience;
    }

    /** The same, but a register's answer waits so long for the end of an assignment; zero waits for nothing. */
    public Registrations holding(Vertx vertx, Duration longest) {
        Optional<Patience> other = longest.isZero() ? Optional.empty() : Optional.of(new Patience(vertx, longest));
        return new Registrations(header, upstream, clock, bodyLimit, other);
    }

    /** Asks for a hub. The body is the device's JSON as it came, or nothing (clients.md 23). */
    public PendingAnswer register(Device device, byte[] body) {
        PendingAnswer first = call(device, HttpMethod.PUT, DeviceTarget.of(device, "register"), body);
        return patience.map(held -> Hold.of(held.vertx(), held.longest(), first, id -> operation(device, id)))
                .orElse(first);
    }

    /** How an operation is doing. */
    public PendingAnswer operation(Device device, String operationId) {
        return call(device, HttpMethod.GET, DeviceTarget.of(device, "operations", operationId), NO_BODY);
    }

    /**
     * How the registration stands. It changes nothing, costs nothing (behaviour.md 1.30) and needs the same proof as the
     * others, so it tells whether credentials hold: 401 if not; 404 with {@code 404202} if they do and nothing is there yet.
     */
    public PendingAnswer state(Device device) {
        return state(device, NO_BODY);
    }

    /** The same with a body, which a TPM's credential needs: its keys. */
    public PendingAnswer state(Device device, byte[] body) {
        return call(device, HttpMethod.POST, DeviceTarget.of(device), body);
    }

    /** An answer that needs no app. */
    public RegistrationAnswer refused(Refusal refusal) {
        return RegistrationAnswer.of(refusal, clock.instant());
    }

    private PendingAnswer call(Device device, HttpMethod method, Optional<String> target, byte[] body) {
        Optional<Refusal> fault = fault(device, target, body);
        if (fault.isPresent() || target.isEmpty()) {
            RegistrationAnswer refused = RegistrationAnswer.of(fault.orElse(Refusal.MALFORMED_TARGET), clock.instant());
            return new PendingAnswer(Future.succeededFuture(refused), () -> {});
        }
        UpstreamCall call = upstream.call(request(device, method, target.get(), body));
        return new PendingAnswer(call.start().map(this::readable).otherwise(this::failed), call::cancel);
    }

    private Optional<Refusal> fault(Device device, Optional<String> target, byte[] body) {
        if (device.peer().chainFault().isPresent()) {
            return device.peer().chainFault();
        }
        if (target.isPresent() && target.get().length() > EdgeClaims.longestTarget()) {
            return Optional.of(Refusal.TARGET_TOO_LONG);
        }
        if (device.token().filter(token -> token.length() > LONGEST_TOKEN).isPresent()) {
            return Optional.of(Refusal.HEADERS_TOO_LARGE);
        }
        return body.length > bodyLimit ? Optional.of(Refusal.BODY_TOO_LARGE) : BodyText.fault(body);
    }

    private UpstreamRequest request(Device device, HttpMethod method, String target, byte[] body) {
        Peer peer = device.peer();
        EdgeClaims claims = new EdgeClaims(
                clock.instant(),
                method.name(),
                target,
                BodyDigest.of(body),
                peer.protocol(),
                peer.address(),
                peer.hostName(),
                peer.chain());
        MultiMap headers = HttpHeaders.headers().set(EdgeHeader.name(), header.sign(claims));
        device.token().ifPresent(token -> headers.set(HttpHeaders.AUTHORIZATION, oneLine(token)));
        if (!method.equals(HttpMethod.GET)) {
            headers.set(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                    .set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        }
        return new UpstreamRequest(method, target, headers, Buffer.buffer(body));
    }

    /** A token that no header can carry is none that the app could find right: it gets one as wrong. */
    private static String oneLine(String token) {
        return token.replaceAll("[^ -~]", "?");
    }

    /** Every answer must be JSON (clients.md 21): what something between us and the app said in its own form is not passed on. */
    private RegistrationAnswer readable(UpstreamAnswer answer) {
        String type = Optional.ofNullable(answer.headers().get(HttpHeaders.CONTENT_TYPE))
                .orElse("");
        return type.startsWith("application/json") && answer.body().length() > 0
                ? RegistrationAnswer.of(answer)
                : refused(Refusal.UPSTREAM_BROKE);
    }

    private RegistrationAnswer failed(Throwable cause) {
        if (cause instanceof UpstreamFailure failure) {
            return refused(Refusal.of(failure));
        }
        LOG.error("A call ended in a way it never should", cause);
        return refused(Refusal.GATEWAY_FAULT);
    }
}

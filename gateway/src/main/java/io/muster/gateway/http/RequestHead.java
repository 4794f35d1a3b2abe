package io.muster.gateway.http;

import io.muster.core.edge.EdgeClaims;
import io.muster.gateway.refusal.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;

/** A request's head after all checks: the raw path and query, and the host name asked for. */
record RequestHead(HttpMethod method, String rawPathAndQuery, String hostName, boolean expectsContinue) {
    private static final Pattern METHOD = Pattern.compile("[A-Za-z-]{1,16}");

    /** Checks a head; framing faults are {@code last}, since where the body ends is then anyone's guess. */
    static RequestHead check(HttpServerRequest request) throws RefusedException {
        checkFraming(request);
        String target = RequestTarget.pathAndQuery(request.uri())
                .orElseThrow(() -> new RefusedException(Refusal.MALFORMED_TARGET, false));
        if (target.length() > EdgeClaims.longestTarget()) {
            throw new RefusedException(Refusal.TARGET_TOO_LONG, false);
        }
        String host = HostHeader.name(request.headers().getAll(HttpHeaders.HOST))
                .orElseThrow(() -> new RefusedException(Refusal.MALFORMED_HOST, false));
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT) || !METHOD.matcher(method.name()).matches()) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, true);
        }
        return new RequestHead(method, target, host, expectsContinue(request.headers()));
    }

    private static void checkFraming(HttpServerRequest request) throws RefusedException {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return;
        }
        boolean plainChunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        boolean alsoLength = request.headers().contains(HttpHeaders.CONTENT_LENGTH);
        if (!plainChunked || alsoLength || request.version() != HttpVersion.HTTP_1_1) {
            throw new RefusedException(Refusal.AMBIGUOUS_LENGTH, true);
        }
    }

    private static boolean expectsContinue(MultiMap headers) throws RefusedException {
        List<String> expectations = headers.getAll(HttpHeaders.EXPECT);
        if (expectations.isEmpty()) {
            return false;
        }
        if (expectations.size() > 1 || !expectations.get(0).equalsIgnoreCase("100-continue")) {
            throw new RefusedException(Refusal.EXPECTATION_FAILED, true);
        }
        return true;
    }
}

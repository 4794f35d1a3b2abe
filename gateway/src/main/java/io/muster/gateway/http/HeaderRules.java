package io.muster.gateway.http;

import io.muster.core.telemetry.TraceParent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers go through the gateway, in either direction. */
final class HeaderRules {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Only a front end may say these (seams 2): a client that sends one is pretending to be it. */
    private static final String OURS = "x-muster-";

    private static final String PLATFORM_CERTIFICATE = "x-arr-clientcert";

    /** What the app would take up as the trace a call belongs to, in W3C's form or that of older SDKs: ours alone to say. */
    private static final Set<String> TRACE =
            Set.of(TraceParent.NAME, "tracestate", "baggage", "request-id", "correlation-context");

    private HeaderRules() {}

    /** What the app gets of a client's headers; the caller adds Content-Length, the edge header and the trace. */
    static MultiMap forwarded(MultiMap inbound) {
        MultiMap kept = endToEnd(inbound);
        Set<String> taken = new HashSet<>();
        for (String name : kept.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(OURS) || lower.equals(PLATFORM_CERTIFICATE) || TRACE.contains(lower)) {
                taken.add(name);
            }
        }
        taken.forEach(kept::remove);
        // The gateway has met the expectation itself and knows the true length of the body.
        return kept.remove(HttpHeaders.EXPECT).remove(HttpHeaders.CONTENT_LENGTH);
    }

    /** What the client gets of the app's headers. */
    static MultiMap returned(MultiMap outbound) {
        return endToEnd(outbound);
    }

    private static MultiMap endToEnd(MultiMap headers) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String named : value.split(",", -1)) {
                dropped.add(named.strip().toLowerCase(Locale.ROOT));
            }
        }
        // A client cannot take away what the app needs by calling it hop-by-hop.
        dropped.remove("host");
        dropped.remove("content-length");
        MultiMap kept = HttpHeaders.headers();
        for (Map.Entry<String, String> header : headers) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }
}

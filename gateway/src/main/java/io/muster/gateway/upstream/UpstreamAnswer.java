package io.muster.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** An instance's whole answer. */
public record UpstreamAnswer(int status, String reason, MultiMap headers, Buffer body) {
    private static final int UNAVAILABLE = 503;

    /** Whether the host refused before the app heard of it: the app's own answers of this kind say why, in JSON. */
    boolean turnedAway() {
        return status == UNAVAILABLE && body.length() == 0;
    }
}

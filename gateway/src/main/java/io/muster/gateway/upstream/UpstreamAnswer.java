package io.muster.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** An instance's whole answer. */
public record UpstreamAnswer(int status, String reason, MultiMap headers, Buffer body) {}

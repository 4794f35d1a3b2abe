package io.muster.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** A request ready to be sent: raw path and query, all headers including Host and Content-Length, whole body. */
public record UpstreamRequest(HttpMethod method, String rawPathAndQuery, MultiMap headers, Buffer body) {}

package io.muster.app.http;

/** What answers a route; throws Problem to refuse. */
@FunctionalInterface
public interface Endpoint {
    Response answer(Request request);
}

package io.muster.app.http;

import io.muster.core.telemetry.TraceParent;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A request as the platform handed it over.
 *
 * @param path still percent-encoded, beginning with a slash
 * @param query still percent-encoded, without the question mark; may be empty
 * @param headers by lower-case name, repeated ones joined by a comma
 * @param body decoded as UTF-8; empty when there was none
 * @param parameters the path's named segments, decoded; filled in by the router
 * @param chain the client's certificates as far as they may be believed, DER, leaf first; filled in by {@link EdgeCheck}
 * @param client the client's address as far as a front end vouches for it; filled in by {@link EdgeCheck}
 * @param notes of this call, the same however the request is filled in
 */
public record Request(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        Map<String, String> parameters,
        List<byte[]> chain,
        Optional<InetAddress> client,
        CallNotes notes) {
    public Request {
        headers = Map.copyOf(headers);
        parameters = Map.copyOf(parameters);
        chain = List.copyOf(chain);
    }

    /** A request of which nothing but itself is known yet. */
    public Request(String method, String path, String query, Map<String, String> headers, String body) {
        this(method, path, query, headers, body, Map.of(), List.of(), Optional.empty(), CallNotes.none());
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The caller's trace; empty when it names none that can be read. */
    public Optional<TraceParent> trace() {
        return header(TraceParent.NAME).flatMap(TraceParent::parse);
    }

    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /** Every value of a query parameter, its name in any case; one that does not decode counts as empty. */
    public List<String> queryValues(String name) {
        return Stream.of(query.split("&"))
                .filter(parameter -> parameter.regionMatches(true, 0, name + "=", 0, name.length() + 1))
                .map(parameter -> decode(parameter.substring(name.length() + 1)))
                .toList();
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The same under a number of its own. */
    public Request tracked(UUID trackingId) {
        return new Request(method, path, query, headers, body, parameters, chain, client, CallNotes.of(trackingId));
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, query, headers, body, found, chain, client, notes);
    }

    Request shown(List<byte[]> certificates, Optional<InetAddress> address) {
        notes.cameFrom(address);
        return new Request(method, path, query, headers, body, parameters, certificates, address, notes);
    }
}

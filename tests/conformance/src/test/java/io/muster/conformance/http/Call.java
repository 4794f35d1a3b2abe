package io.muster.conformance.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to be.
 *
 * @param target path and query exactly as they go out
 * @param body none: no body and no Content-Length
 * @param chunked whether the body goes in chunks instead of with its length
 */
public record Call(String method, String target, Map<String, String> headers, Optional<String> body, boolean chunked) {
    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call of(String method, String target) {
        return new Call(method, target, Map.of(), Optional.empty(), false);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, target, more, body, chunked);
    }

    /** With a JSON body. */
    public Call json(String text) {
        return body(text).with("Content-Type", "application/json; charset=utf-8");
    }

    public Call body(String text) {
        return new Call(method, target, headers, Optional.of(text), chunked);
    }

    public Call withTarget(String other) {
        return new Call(method, other, headers, body, chunked);
    }

    public Call inChunks() {
        return new Call(method, target, headers, body, true);
    }
}

package io.muster.fleet.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One call to be; the text form has neither body nor headers, where secrets may be. */
public record Call(String method, String target, Map<String, String> headers, Optional<JsonNode> body) {
    public Call {
        headers = Map.copyOf(headers);
    }

    static Call of(String method, String target) {
        return new Call(method, target, Map.of(), Optional.empty());
    }

    Call with(JsonNode json) {
        return new Call(method, target, headers, Optional.of(json));
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, target, more, body);
    }

    /** Only if the thing is still the one whose etag this is. */
    Call ifMatch(Optional<String> etag) {
        return etag.map(text -> with("If-Match", "\"" + text.replace("\"", "") + "\""))
                .orElse(this);
    }

    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}

package io.muster.conformance.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.spec.Exchange;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came back: status, headers and the body's text. */
public record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body, which must be JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    /** A member's text by JSON pointer, empty when it is absent. */
    public String text(String pointer) {
        return json().at(pointer).asText();
    }

    public int errorCode() {
        return json().path("errorCode").asInt();
    }

    public int bytes() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** With the call it answers, as the specification sees the two. */
    public Exchange exchange(Call call) {
        Map<String, String> single = new HashMap<>();
        headers.map().forEach((name, values) -> single.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new Exchange(call.method(), call.target(), status, single, body);
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + " " + body;
    }
}

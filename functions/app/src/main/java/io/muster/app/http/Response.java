package io.muster.app.http;

import java.util.Map;
import java.util.TreeMap;

/** An answer: status, headers, and a JSON text or nothing. */
public record Response(int status, Map<String, String> headers, String body) {
    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response json(int status, String body) {
        // Node reads a body only under exactly this type (clients.md 3).
        return new Response(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    /** JSON values, one a line. */
    public static Response lines(String body) {
        return new Response(200, Map.of("Content-Type", "application/x-ndjson; charset=utf-8"), body);
    }

    public static Response noContent() {
        return new Response(204, Map.of(), "");
    }

    public Response with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }
}

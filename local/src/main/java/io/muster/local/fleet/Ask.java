package io.muster.local.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

/** One call to be: the target is path and query as they go out; an empty body is sent as one. */
record Ask(String method, String target, Map<String, String> headers, String body) {
    private static final String PAGE_SIZE = "x-ms-max-item-count";
    private static final String TOKEN = "x-ms-continuation";

    Ask {
        headers = Map.copyOf(headers);
    }

    static Ask of(String method, String target) {
        return new Ask(method, target, Map.of(), "");
    }

    Ask json(String text) {
        return body("application/json; charset=utf-8", text);
    }

    Ask body(String type, String text) {
        return new Ask(method, target, headers, text).with("Content-Type", type);
    }

    /** Asks for a page of this size (6.10). */
    Ask page(int size, String token) {
        return with(PAGE_SIZE, Integer.toString(size)).from(token);
    }

    /** Asks for what comes where the token says; for the beginning where it is empty. */
    Ask from(String token) {
        return token.isEmpty() ? this : with(TOKEN, token);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }

    private Ask with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Ask(method, target, more, body);
    }
}

package io.muster.app.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of the router: a method, a path template with {@code {name}} segments, and what answers it. */
record Route(String method, List<String> template, Endpoint endpoint) {
    static Route of(String method, String template, Endpoint endpoint) {
        return new Route(method, List.of(template.substring(1).split("/")), endpoint);
    }

    /** The decoded parameters when the path fits; literals fit in any case (clients.md 34). */
    Optional<Map<String, String>> match(List<String> segments) {
        if (segments.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                found.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equalsIgnoreCase(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }
}

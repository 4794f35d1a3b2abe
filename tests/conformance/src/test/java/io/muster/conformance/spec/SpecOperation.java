package io.muster.conformance.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a published definition.
 *
 * @param template the path's segments, parameters in braces
 * @param responses by status, and {@code default}
 */
public record SpecOperation(String id, String method, List<String> template, Map<String, SpecResponse> responses) {
    private static final String OTHER = "default";

    public SpecOperation {
        template = List.copyOf(template);
        responses = Map.copyOf(responses);
    }

    /** The statuses of its success. */
    public List<Integer> successes() {
        return responses.keySet().stream()
                .filter(status -> !status.equals(OTHER))
                .map(Integer::valueOf)
                .toList();
    }

    boolean fits(Exchange exchange) {
        List<String> segments = exchange.segments();
        if (!exchange.method().equals(method) || segments.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String expected = template.get(i);
            if (!expected.startsWith("{") && !expected.equalsIgnoreCase(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What is defined for a status; "default" is for refusals, no licence for other successes. */
    Optional<SpecResponse> response(int status) {
        SpecResponse exact = responses.get(Integer.toString(status));
        return exact != null || status < 400 ? Optional.ofNullable(exact) : Optional.ofNullable(responses.get(OTHER));
    }
}

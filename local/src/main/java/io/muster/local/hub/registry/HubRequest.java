package io.muster.local.hub.registry;

import io.muster.local.hub.access.PercentText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the registry, taken apart.
 *
 * @param method the effective method, after X-HTTP-Method-Override
 * @param path the decoded path, with a leading slash
 * @param segments the path's decoded segments
 * @param query decoded, the last of each name
 */
public record HubRequest(
        String method, String path, List<String> segments, Map<String, String> query, Precondition ifMatch) {

    /** Reads the request line and the two headers that matter; empty when an escape in it is broken. */
    public static Optional<HubRequest> parse(String method, String uri, String methodOverride, String ifMatch) {
        int mark = uri.indexOf('?');
        String rawPath = mark < 0 ? uri : uri.substring(0, mark);
        List<String> segments = new ArrayList<>();
        for (String raw : (rawPath.startsWith("/") ? rawPath.substring(1) : rawPath).split("/", -1)) {
            Optional<String> segment = PercentText.decode(raw);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        // The Java client cannot send PATCH, so it sends POST and says what it meant.
        String effective = method.equals("POST") && methodOverride.equalsIgnoreCase("PATCH") ? "PATCH" : method;
        return query(mark < 0 ? "" : uri.substring(mark + 1))
                .map(query -> new HubRequest(
                        effective,
                        "/" + String.join("/", segments),
                        List.copyOf(segments),
                        query,
                        Precondition.parse(ifMatch)));
    }

    private static Optional<Map<String, String>> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = PercentText.decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            query.put(name.get(), value.get());
        }
        return Optional.of(Map.copyOf(query));
    }

    public Operation operation() {
        return Operation.of(method, segments, !(ifMatch instanceof Precondition.None));
    }
}

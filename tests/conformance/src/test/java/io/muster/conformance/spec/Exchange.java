package io.muster.conformance.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked and what came back.
 *
 * @param target path and query as they went out
 * @param headers of the answer, by lower-case name
 */
public record Exchange(String method, String target, int status, Map<String, String> headers, String body) {
    private static final String VERSION = "api-version=";

    public Exchange {
        headers = Map.copyOf(headers);
    }

    /** The path's segments, still encoded; one slash at the end does not count. */
    List<String> segments() {
        String path = target.replaceFirst("\\?.*", "").replaceFirst("(?<=.)/$", "");
        return List.of(path.substring(1).split("/", -1));
    }

    /** The one api-version that was asked for. */
    Optional<String> version() {
        int mark = target.indexOf('?');
        List<String> given = Stream.of(target.substring(mark + 1).split("&", -1))
                .filter(parameter -> mark >= 0 && parameter.regionMatches(true, 0, VERSION, 0, VERSION.length()))
                .map(parameter -> parameter.substring(VERSION.length()))
                .toList();
        return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}

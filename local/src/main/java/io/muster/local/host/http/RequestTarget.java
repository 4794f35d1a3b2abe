package io.muster.local.host.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The target of a request line as the platform's server hands it on: the path decoded (but for {@code %2F}) and without dot
 * segments, the query as sent, with its {@code ?}, or empty.
 */
record RequestTarget(String path, String query) {

    /** Empty for a target that the server refuses: not ASCII, with a NUL, or no path. */
    static Optional<RequestTarget> parse(String raw) {
        String origin = withoutAuthority(raw);
        int mark = origin.indexOf('?');
        String rawPath = mark < 0 ? origin : origin.substring(0, mark);
        String path = PercentCode.decodePath(rawPath);
        if (!rawPath.startsWith("/") || path.indexOf('\0') >= 0 || !raw.chars().allMatch(c -> c > 0 && c < 0x80)) {
            return Optional.empty();
        }
        return Optional.of(new RequestTarget(withoutDots(path), mark < 0 ? "" : origin.substring(mark)));
    }

    /**
     * The URL that the worker sees: path decoded and encoded again, so {@code %41} has become {@code A}; query as sent, so an
     * illegal character in it makes {@code URI.create} throw.
     */
    String url(String host) {
        return "http://" + host + PercentCode.encodePath(path) + query.replace("#", "%23");
    }

    /** Query parameters: repeated ones joined by comma, those with an empty value left out, keys without case. */
    Map<String, String> queryParameters() {
        Map<String, String> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
            int equals = pair.indexOf('=');
            String key = PercentCode.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PercentCode.decodeQuery(pair.substring(equals + 1));
            joined.merge(key, value, (first, next) -> first + "," + next);
        }
        joined.values().removeIf(String::isEmpty);
        return new LinkedHashMap<>(joined);
    }

    /** The origin form of an absolute-form target; any other target unchanged. */
    private static String withoutAuthority(String raw) {
        int scheme = raw.indexOf("://");
        if (raw.startsWith("/") || scheme < 0) {
            return raw;
        }
        int path = raw.indexOf('/', scheme + 3);
        return path < 0 ? "/" : raw.substring(path);
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean dots = segments[i].equals(".") || segments[i].equals("..");
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        StringJoiner joined = new StringJoiner("/", "/", "");
        kept.forEach(joined::add);
        return joined.toString();
    }
}

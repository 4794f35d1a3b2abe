package io.muster.local.host.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A route template, matched against decoded paths; literals and parameter names ignore case. */
final class RouteTemplate {
    private final List<Segment> segments;

    private RouteTemplate(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    static RouteTemplate parse(String template) {
        return new RouteTemplate(new RouteParser(template).segments());
    }

    /** The route values if the path, which starts with a slash, matches; absent optional ones have no entry. */
    Optional<Map<String, String>> match(String path) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String rest = path.substring(1);
        boolean more = !rest.isEmpty();
        for (Segment segment : segments) {
            if (segment instanceof Segment.CatchAll all) {
                if (!rest.isEmpty()) {
                    values.put(all.name(), rest);
                }
                return Optional.of(values);
            }
            int slash = rest.indexOf('/');
            String current = slash < 0 ? rest : rest.substring(0, slash);
            if (!(more ? takes(segment, current, values) : isOptional(segment))) {
                return Optional.empty();
            }
            // One slash at the end of the path does not open a further segment.
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            more = slash >= 0 && !rest.isEmpty();
        }
        return more ? Optional.empty() : Optional.of(values);
    }

    private static boolean takes(Segment segment, String text, Map<String, String> values) {
        if (segment instanceof Segment.Variable variable) {
            if (text.isEmpty()) {
                return variable.optional();
            }
            values.put(variable.name(), text);
            return variable.accepts(text);
        }
        return segment instanceof Segment.Literal literal && literal.text().equalsIgnoreCase(text);
    }

    private static boolean isOptional(Segment segment) {
        return segment instanceof Segment.Variable variable && variable.optional();
    }
}

package io.muster.local.host.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a route template in ASP.NET's notation; {@link IllegalArgumentException} for what it may not or cannot hold. */
final class RouteParser {
    private static final Pattern PARAMETER =
            Pattern.compile("\\{(\\*?)([A-Za-z_][\\w-]*)((?::.+?)?)(\\??)}", Pattern.DOTALL);

    private final String template;
    private final Set<String> names = new HashSet<>();

    RouteParser(String template) {
        this.template = template;
    }

    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (String part : split()) {
            segments.add(part.startsWith("{") ? parameter(part) : literal(part));
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i) instanceof Segment.CatchAll) {
                throw new IllegalArgumentException("a catch-all must come last");
            }
            if (isOptional(segments.get(i)) && !isOptional(segments.get(i + 1))) {
                throw new IllegalArgumentException("nothing may follow an optional parameter");
            }
        }
        return segments;
    }

    /** Cuts at slashes outside braces; a doubled brace inside a parameter stands for itself. */
    private List<String> split() {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean brace = c == '{' || c == '}';
            if (brace && inside && i + 1 < template.length() && template.charAt(i + 1) == c) {
                i++;
            } else if (brace) {
                inside = c == '{';
            }
            if (c == '/' && !inside) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (inside) {
            throw new IllegalArgumentException("unclosed brace");
        }
        if (!template.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static Segment literal(String part) {
        if (part.isEmpty() || part.chars().anyMatch(c -> "{}?*".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("unsupported segment '" + part + "'");
        }
        return new Segment.Literal(part);
    }

    private Segment parameter(String part) {
        Matcher parameter = PARAMETER.matcher(part);
        if (!parameter.matches()) {
            throw new IllegalArgumentException("unsupported segment '" + part + "'");
        }
        String name = parameter.group(2);
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("parameter " + name + " occurs twice");
        }
        if (parameter.group(1).isEmpty()) {
            return new Segment.Variable(
                    name, constraints(parameter.group(3)), !parameter.group(4).isEmpty());
        }
        if (!parameter.group(3).isEmpty() || !parameter.group(4).isEmpty()) {
            throw new IllegalArgumentException("a constrained or optional catch-all is not supported");
        }
        return new Segment.CatchAll(name);
    }

    /** Cuts {@code :a:b(...)} at the colons outside parentheses. */
    private static List<Constraint> constraints(String text) {
        List<Constraint> constraints = new ArrayList<>();
        int depth = 0;
        int start = 1;
        for (int i = 1; i <= text.length(); i++) {
            char c = i == text.length() ? ':' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ':' && (depth == 0 || i == text.length())) {
                constraints.add(Constraint.parse(text.substring(start, i)));
                start = i + 1;
            }
        }
        return constraints;
    }

    private static boolean isOptional(Segment segment) {
        return segment instanceof Segment.CatchAll || (segment instanceof Segment.Variable v && v.optional());
    }
}

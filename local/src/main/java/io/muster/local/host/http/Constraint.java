package io.muster.local.host.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** An inline constraint of a route parameter. */
@FunctionalInterface
interface Constraint {
    boolean accepts(String value);

    /** Reads {@code alpha}, {@code int}, {@code length(n)}, {@code length(a,b)} or {@code regex(...)}. */
    static Constraint parse(String text) {
        Matcher call = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL).matcher(text);
        if (!call.matches()) {
            throw new IllegalArgumentException("unreadable constraint " + text);
        }
        String argument = call.group(2) == null ? "" : call.group(2);
        return switch (call.group(1)) {
            case "alpha" -> matching("^[a-z]*$");
            case "int" -> Constraint::isInt;
            case "length" -> length(argument);
            case "regex" -> matching(argument);
            default -> throw new IllegalArgumentException("unsupported constraint " + text);
        };
    }

    /** As in ASP.NET: found anywhere unless anchored, and without case. */
    private static Constraint matching(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            return value -> pattern.matcher(value).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("unreadable regex " + regex, e);
        }
    }

    private static Constraint length(String argument) {
        String[] bounds = argument.split(",", -1);
        int least = Integer.parseInt(bounds[0].strip());
        int most = Integer.parseInt(bounds[bounds.length - 1].strip());
        return value -> value.length() >= least && value.length() <= most;
    }

    private static boolean isInt(String value) {
        try {
            Integer.parseInt(value.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

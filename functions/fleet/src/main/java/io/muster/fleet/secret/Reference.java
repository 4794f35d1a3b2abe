package io.muster.fleet.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a secret lies: {@code env:NAME}, an environment variable, or {@code file:PATH}, seen from the description's folder. */
public record Reference(Kind kind, String place) {
    /** What a reference looks like, as a pattern for editors too. */
    public static final String FORM = "(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\\u0000-\\u001f]{1,1024})";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public enum Kind {
        ENV,
        FILE
    }

    /** Empty for a text that is no reference, perhaps the secret itself. */
    public static Optional<Reference> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        Kind kind = text.startsWith("env:") ? Kind.ENV : Kind.FILE;
        return Optional.of(new Reference(kind, text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return (kind == Kind.ENV ? "env:" : "file:") + place;
    }
}

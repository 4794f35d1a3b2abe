package io.muster.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/** The character rule that registration ids and group ids share (1.25). */
final class IdText {
    static final int MAX_LENGTH = 128;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-._:]*[A-Za-z0-9\\-]");

    private IdText() {}

    static String require(String what, String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to 128 characters, has " + text.length());
        }
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " may hold letters, digits and - . _ : only, and must end in a letter, a digit or -");
        }
        return text;
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

package io.muster.fleet.document;

import java.util.regex.Pattern;

/** How the names of members are shown. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_:$-]+");
    private static final int LONGEST = 80;

    private Names() {}

    /** A member's path below another's; names with dots are set apart. */
    static String below(String path, String name) {
        String shown = PLAIN.matcher(name).matches() ? shortened(name) : "\"" + printable(name) + "\"";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    static String quoted(String name) {
        return "\"" + printable(name) + "\"";
    }

    private static String printable(String name) {
        return shortened(name.replaceAll("[\\p{Cntrl}\"]", "?"));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }
}

package io.muster.core.edge;

import java.util.Locale;

/**
 * Path and query of a request, the path in the one spelling that survives the platform. The platform rebuilds the URL it
 * hands to the app from the decoded path: {@code a%3Ab} arrives as {@code a:b}, {@code %c3} as {@code %C3}, only
 * {@code %2F} stays. So every escape of a visible character is undone but those of slash and percent; two targets are
 * equal exactly when a router that cuts at slashes and then decodes once sees the same in both.
 *
 * <p>What the platform makes another path of is left different, so that it is refused (seams 2): {@code %252F}, which
 * arrives as {@code %2F}, and dot segments, which arrive collapsed. No id has a percent sign, and honest clients collapse.
 */
record Target(String path, String query) {
    static Target of(String rawPathAndQuery) {
        int mark = rawPathAndQuery.indexOf('?');
        return mark < 0
                ? new Target(respelled(rawPathAndQuery), "")
                : new Target(respelled(rawPathAndQuery.substring(0, mark)), rawPathAndQuery.substring(mark + 1));
    }

    private static String respelled(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int escaped = escapedAt(raw, i);
            if (escaped < 0) {
                path.append(raw.charAt(i));
            } else if (escaped > ' ' && escaped < 0x7f && escaped != '/' && escaped != '%') {
                path.append((char) escaped);
                i += 2;
            } else {
                path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
                i += 2;
            }
        }
        return path.toString();
    }

    /** The byte of the escape {@code %XX} at this place, or -1 where there is none. */
    private static int escapedAt(String raw, int at) {
        if (raw.charAt(at) != '%' || at + 2 >= raw.length()) {
            return -1;
        }
        int high = hex(raw.charAt(at + 1));
        int low = hex(raw.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** Of ASCII digits only: Java knows others. */
    private static int hex(char digit) {
        return digit < 0x80 ? Character.digit(digit, 16) : -1;
    }
}

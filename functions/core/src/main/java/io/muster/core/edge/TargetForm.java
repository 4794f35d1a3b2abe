package io.muster.core.edge;

import java.nio.charset.StandardCharsets;

/**
 * One spelling of a request target. The platform hands the app a path that it has decoded and encoded in its own way, only
 * {@code %2F} as it came (functions-runtime 9), so that of several spellings of one path either side may see another.
 */
final class TargetForm {
    private static final String LITERAL = "-._~!$&'()*+,;=:@/";
    private static final String ENCODED_SLASH = "%2F";
    private static final int ESCAPE_LENGTH = 3;

    private TargetForm() {}

    /** The path with each byte escaped only where it must be; the query as it came, where escapes carry meaning. */
    static String of(String rawPathAndQuery) {
        int question = rawPathAndQuery.indexOf('?');
        String path = question < 0 ? rawPathAndQuery : rawPathAndQuery.substring(0, question);
        StringBuilder form = new StringBuilder(rawPathAndQuery.length());
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            int escaped = escaped(bytes, at);
            if (escaped == '/') {
                form.append(ENCODED_SLASH);
            } else {
                append(form, escaped < 0 ? bytes[at] & 0xff : escaped);
            }
            if (escaped >= 0) {
                at += ESCAPE_LENGTH - 1;
            }
        }
        return question < 0
                ? form.toString()
                : form.append(rawPathAndQuery, question, rawPathAndQuery.length())
                        .toString();
    }

    /** The byte that an escape at this place stands for; -1 when there is none. */
    private static int escaped(byte[] bytes, int at) {
        if (bytes[at] != '%' || at + ESCAPE_LENGTH > bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static void append(StringBuilder form, int value) {
        boolean letterOrDigit = value < 0x80 && Character.isLetterOrDigit(value);
        if (letterOrDigit || LITERAL.indexOf(value) >= 0) {
            form.append((char) value);
        } else {
            form.append('%').append(digit(value >> 4)).append(digit(value & 15));
        }
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}

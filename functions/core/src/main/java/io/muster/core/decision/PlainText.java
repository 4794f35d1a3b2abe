package io.muster.core.decision;

/** Text of strangers, such as a certificate's subject, made fit to be kept and to be shown on an operator's screen. */
public final class PlainText {
    private PlainText() {}

    /** At most {@code max} characters of it; what a terminal or a store could stumble over is a question mark. */
    public static String of(String text, int max) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), max));
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            String shown = isPlain(character) ? Character.toString(character) : "?";
            int room = max - plain.length();
            int next = at + Character.charCount(character);
            if (shown.length() > room || (next < text.length() && shown.length() > room - 1)) {
                return plain.append('…').toString();
            }
            plain.append(shown);
            at = next;
        }
        return plain.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            // Format characters turn the direction of writing, or are not seen at all.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

package io.muster.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts made worse, the same way for the same seed. */
record Damage(Random random) {
    private static final String ALPHABET = "{}[]\":,\\/%&=?;. *'+-_~0aZ\u0000\n\t\u00e9\ud83d\u2028";
    /** What parsers stumble over, to stand in the place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "[]",
            "{}",
            "-1",
            "1e999999999",
            "1e-999999999",
            "9".repeat(400),
            "0.".repeat(2),
            "\"" + "x".repeat(5_000) + "\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "{\"a\":".repeat(80) + "1" + "}".repeat(80),
            "[".repeat(70) + "]".repeat(70));

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The text, damaged once in {@code often} times. */
    String perhaps(String text, int often) {
        return random.nextInt(often) == 0 ? damaged(text) : text;
    }

    String damaged(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(out.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, c);
                case 1 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf(c));
                case 2 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(6)));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(40))));
            }
        }
        return out.toString();
    }

    /** JSON whose form is kept, with a value or two exchanged for others. */
    String revalued(String json) {
        String out = json;
        for (int i = random.nextInt(2); i >= 0; i--) {
            int colon = out.indexOf(':', random.nextInt(out.length() + 1));
            int end = colon + 1;
            while (colon >= 0 && end < out.length() && ",}]".indexOf(out.charAt(end)) < 0) {
                end++;
            }
            out = colon < 0 ? out : out.substring(0, colon + 1) + pick(VALUES) + out.substring(end);
        }
        return out;
    }

    String noise() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

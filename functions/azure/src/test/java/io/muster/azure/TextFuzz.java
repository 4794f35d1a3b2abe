package io.muster.azure;

import io.muster.core.testkit.Effort;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds a parser good texts with a few characters changed, cut, doubled or put in; always the same ones. */
public final class TextFuzz {
    private static final long SEED = 20261123L;
    private static final int ROUNDS = Effort.inputs(3000);
    private static final String CHARACTERS = "{}[]\":,;=\\$eE0123456789.-+ \u0000\u00e9nultrfashHostNKyP";

    private TextFuzz() {}

    public static void run(List<String> good, Consumer<String> parser) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String text = changed(new StringBuilder(good.get(random.nextInt(good.size()))), random);
            try {
                parser.accept(text);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + text, e);
            }
        }
    }

    private static String changed(StringBuilder text, Random random) {
        for (int change = random.nextInt(6); change > 0 && text.length() > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, character(random));
                case 1 -> text.setLength(at);
                case 2 -> text.insert(at, text.substring(at));
                case 3 -> text.deleteCharAt(at);
                default -> text.insert(at, character(random));
            }
        }
        return text.toString();
    }

    private static char character(Random random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
}

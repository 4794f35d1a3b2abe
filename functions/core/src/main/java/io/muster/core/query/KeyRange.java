package io.muster.core.query;

/**
 * The ids a query can accept at all, in their lower-case form, so that storage need not read the others. Both ends hold
 * characters of ids only (or are {@link #END}) and are safe in a storage key.
 *
 * @param from the least
 * @param toExclusive above the greatest
 */
public record KeyRange(String from, String toExclusive) {
    /** Above every id. */
    public static final String END = "{";

    public static final KeyRange ALL = new KeyRange("", END);
    static final KeyRange NONE = new KeyRange("", "");

    /** What ids are made of (1.25), in order, and what comes after. */
    private static final String ALPHABET = "-.0123456789:_abcdefghijklmnopqrstuvwxyz" + END;

    private static final int LONGEST_ID = 128;

    public boolean isEmpty() {
        return from.compareTo(toExclusive) >= 0;
    }

    /** Whether it holds an id in its lower-case form. */
    public boolean contains(String folded) {
        return from.compareTo(folded) <= 0 && folded.compareTo(toExclusive) < 0;
    }

    KeyRange intersect(KeyRange other) {
        return new KeyRange(later(from, other.from), earlier(toExclusive, other.toExclusive));
    }

    /** The least range around both. */
    KeyRange hull(KeyRange other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return new KeyRange(earlier(from, other.from), later(toExclusive, other.toExclusive));
    }

    /** The ids that compare so with this lower-case text, which need be no id itself. */
    static KeyRange of(Operator operator, String text) {
        String start = idPart(text);
        boolean whole = start.equals(text);
        // No id lies between a text and the same with the least character of all behind it.
        String after = whole ? text + ALPHABET.charAt(0) : above(start);
        return switch (operator) {
            case EQUAL -> whole ? new KeyRange(text, after) : NONE;
            case UNEQUAL -> ALL;
            case LESS -> new KeyRange("", whole ? text : after);
            case LESS_OR_EQUAL -> new KeyRange("", after);
            case GREATER, GREATER_OR_EQUAL -> new KeyRange(start, END);
        };
    }

    static KeyRange startingWith(String text) {
        return idPart(text).equals(text) ? new KeyRange(text, above(text)) : NONE;
    }

    /** The longest start of the text that an id may have. */
    private static String idPart(String text) {
        int length = 0;
        while (length < Math.min(text.length(), LONGEST_ID) && isIdCharacter(text.charAt(length))) {
            length++;
        }
        return text.substring(0, length);
    }

    private static boolean isIdCharacter(char c) {
        return ALPHABET.indexOf(c) >= 0 && c != END.charAt(0);
    }

    /** Above every id with that start, and not above any id beyond those. */
    private static String above(String start) {
        if (start.isEmpty()) {
            return END;
        }
        int last = start.length() - 1;
        return start.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(start.charAt(last)) + 1);
    }

    private static String later(String a, String b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String earlier(String a, String b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}

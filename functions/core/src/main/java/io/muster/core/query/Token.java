package io.muster.core.query;

/**
 * A word of the language.
 *
 * @param text of a string what is between the quotes, else as written
 * @param position of its first character, counted from 1
 */
record Token(Kind kind, String text, int position) {
    /** Names are keywords and fields alike: a field may be called like a keyword. */
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    /** Whether it is this keyword, in any case, or this symbol. */
    boolean is(String word) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    String inWords() {
        return kind == Kind.END ? "the query ends" : "found " + QueryFault.quoted(text);
    }
}

package io.muster.core.query;

/** A text that is not a query: what to mend, and where. The message quotes 20 characters of the text at most. */
public final class QueryFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED = 20;

    private final int position;

    QueryFault(int position, String what) {
        super("query, character " + position + ": " + what);
        this.position = position;
    }

    /** The character the fault is at, counted from 1; one beyond the last where something is missing. */
    public int position() {
        return position;
    }

    /** A piece of the text for a message: short, and free of what a log or terminal would obey. */
    static String quoted(String text) {
        String start = text.substring(0, Math.min(text.length(), QUOTED)).replaceAll("[^ -~]", "?");
        return "'" + start + (text.length() > QUOTED ? "…'" : "'");
    }
}

package io.muster.core.audit;

/** How an earlier entry of the same chain ended: told by a later one, so that it costs no write of its own. */
public record Ending(long sequence, int status) {
    public String text() {
        return sequence + "=" + status;
    }

    /** Throws IllegalArgumentException. */
    public static Ending parse(String text) {
        int at = text.indexOf('=');
        if (at < 0) {
            throw new IllegalArgumentException("an ending without =");
        }
        return new Ending(Long.parseLong(text.substring(0, at)), Integer.parseInt(text.substring(at + 1)));
    }
}

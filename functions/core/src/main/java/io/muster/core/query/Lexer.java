package io.muster.core.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text into tokens, one at a time, so that faults come in reading order. */
final class Lexer {
    private static final Pattern SPACE = Pattern.compile("\\s*+");
    // Possessive throughout: the text is the caller's, and nothing in it makes these go back.
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{Nd}_$-]*+(?:\\.[\\p{L}\\p{Nd}_$-]++)*+");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");
    private static final Pattern SYMBOL = Pattern.compile("!=|<>|<=|>=|[=<>()\\[\\],;*]");
    private static final String QUOTES = "'\"`";

    private final String text;
    private final Matcher matcher;
    private int at;

    Lexer(String text) {
        this.text = text;
        this.matcher = SPACE.matcher(text);
    }

    Token next() throws QueryFault {
        take(SPACE);
        int start = at;
        if (start == text.length()) {
            return token(Token.Kind.END, start);
        }
        if (QUOTES.indexOf(text.charAt(start)) >= 0) {
            return string(start);
        }
        if (take(NAME)) {
            return token(Token.Kind.NAME, start);
        }
        if (take(NUMBER)) {
            return token(Token.Kind.NUMBER, start);
        }
        if (take(SYMBOL)) {
            return token(Token.Kind.SYMBOL, start);
        }
        throw new QueryFault(
                start + 1, "the language has no " + QueryFault.quoted(text.substring(start, start + 1)) + " here");
    }

    private boolean take(Pattern pattern) {
        matcher.usePattern(pattern).region(at, text.length());
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    private Token token(Token.Kind kind, int start) {
        return new Token(kind, text.substring(start, at), start + 1);
    }

    /** Between two quotes of one kind; that quote is doubled where it is meant itself. */
    private Token string(int start) throws QueryFault {
        char quote = text.charAt(start);
        StringBuilder content = new StringBuilder();
        for (int end = start + 1; end < text.length(); end++) {
            if (text.charAt(end) == quote) {
                if (end + 1 == text.length() || text.charAt(end + 1) != quote) {
                    at = end + 1;
                    return new Token(Token.Kind.STRING, content.toString(), start + 1);
                }
                end++;
            }
            content.append(text.charAt(end));
        }
        throw new QueryFault(start + 1, "the text that begins with " + quote + " here has no closing " + quote);
    }
}

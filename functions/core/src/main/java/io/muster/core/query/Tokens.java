package io.muster.core.query;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tokens of a query, the current one in sight; counts what costs time when rows are looked at. */
final class Tokens {
    static final int MOST_TERMS = 200;

    private static final String COUNT = "aggregates are not served; use the count extension";
    private static final String PAGES = "is not served; page with x-ms-max-item-count";
    private static final String MATCH = "is not served; use STARTSWITH, ENDSWITH or CONTAINS";
    /** What people try, and what to do instead. */
    private static final Map<String, String> UNSERVED = Stream.of(
                    Map.of("GROUP", "GROUP BY is not served; use the count extension"),
                    Map.of("COUNT", COUNT, "SUM", COUNT, "AVG", COUNT, "MIN", COUNT, "MAX", COUNT),
                    Map.of("TOP", "TOP " + PAGES, "LIMIT", "LIMIT " + PAGES, "OFFSET", "OFFSET " + PAGES),
                    Map.of("LIKE", "LIKE " + MATCH, "BETWEEN", "BETWEEN is not served; use >= and <="),
                    Map.of("JOIN", "JOIN is not served", "AS", "AS is not served: columns keep their names"),
                    Map.of("HAVING", "HAVING is not served", "DISTINCT", "DISTINCT is not served"))
            .flatMap(some -> some.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Lexer lexer;
    private Token current;
    private int terms;

    Tokens(String text) throws QueryFault {
        this.lexer = new Lexer(text);
        this.current = lexer.next();
    }

    Token current() {
        return current;
    }

    Token take() throws QueryFault {
        Token taken = current;
        current = lexer.next();
        return taken;
    }

    boolean at(Token.Kind kind) {
        return current.kind() == kind;
    }

    boolean skip(String word) throws QueryFault {
        boolean there = current.is(word);
        if (there) {
            take();
        }
        return there;
    }

    void expect(String word) throws QueryFault {
        if (!skip(word)) {
            throw unexpected(word);
        }
    }

    /** One column, comparison or listed value more. */
    void count() throws QueryFault {
        terms++;
        if (terms > MOST_TERMS) {
            throw new QueryFault(
                    current.position(), "more than " + MOST_TERMS + " columns, comparisons and listed values");
        }
    }

    QueryFault unexpected(String wanted) {
        return fault(current, wanted + " is expected, " + current.inWords());
    }

    /** A fault at a token; where that is something we are known not to serve, this is said instead. */
    static QueryFault fault(Token token, String what) {
        String unserved = token.kind() == Token.Kind.NAME
                ? UNSERVED.getOrDefault(token.text().toUpperCase(Locale.ROOT), what)
                : what;
        return new QueryFault(token.position(), unserved);
    }
}

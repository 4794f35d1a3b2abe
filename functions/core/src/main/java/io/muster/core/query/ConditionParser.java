package io.muster.core.query;

import java.util.ArrayList;
import java.util.List;

/** Reads what follows WHERE, by descent; how deep that goes is bounded, not left to the text. */
final class ConditionParser {
    static final int DEEPEST = 32;

    private final Tokens tokens;
    private final TermParser terms;
    private int depth;

    ConditionParser(Tokens tokens, Source source) {
        this.tokens = tokens;
        this.terms = new TermParser(tokens, source);
    }

    /** OR binds least, then AND, then NOT. */
    Condition condition() throws QueryFault {
        List<Condition> any = new ArrayList<>();
        do {
            any.add(all());
        } while (tokens.skip("OR"));
        return any.size() == 1 ? any.get(0) : new Condition.Or(List.copyOf(any));
    }

    private Condition all() throws QueryFault {
        List<Condition> all = new ArrayList<>();
        do {
            all.add(one());
        } while (tokens.skip("AND"));
        return all.size() == 1 ? all.get(0) : new Condition.And(List.copyOf(all));
    }

    private Condition one() throws QueryFault {
        int position = tokens.current().position();
        boolean not = tokens.skip("NOT");
        if (!not && !tokens.skip("(")) {
            return terms.term();
        }
        depth++;
        if (depth > DEEPEST) {
            throw new QueryFault(position, "NOT and parentheses are nested deeper than " + DEEPEST);
        }
        Condition nested = not ? new Condition.Not(one()) : condition();
        if (!not) {
            tokens.expect(")");
        }
        depth--;
        return nested;
    }
}

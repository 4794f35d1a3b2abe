package io.muster.core.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a whole query: columns, source, condition, order. */
final class QueryParser {
    private final Tokens tokens;
    private final Source source;

    QueryParser(Tokens tokens, Source source) {
        this.tokens = tokens;
        this.source = source;
    }

    Query query() throws QueryFault {
        List<Field> columns = columns();
        from();
        Condition where =
                tokens.skip("WHERE") ? new ConditionParser(tokens, source).condition() : new Condition.And(List.of());
        order();
        tokens.skip(";");
        if (!tokens.at(Token.Kind.END)) {
            throw tokens.unexpected("FROM, WHERE, AND, OR, ORDER BY or the end of the query");
        }
        return new Query(source, columns, where);
    }

    /** None for all of them. No text at all, or a lone asterisk, is what several clients send for "everything". */
    private List<Field> columns() throws QueryFault {
        if (tokens.at(Token.Kind.END) || tokens.current().is(";") || tokens.skip("*")) {
            return List.of();
        }
        tokens.expect("SELECT");
        if (tokens.skip("*")) {
            return List.of();
        }
        Set<Field> columns = new LinkedHashSet<>();
        do {
            tokens.count();
            columns.add(TermParser.field(tokens, source));
        } while (tokens.skip(","));
        return List.copyOf(columns);
    }

    private void from() throws QueryFault {
        if (tokens.skip("FROM") && !tokens.skip(source.wire())) {
            throw tokens.unexpected(source.wire() + ", the source that is queried here,");
        }
    }

    /** Rows come in the order of their ids, so this order costs nothing, and no other is to be had. */
    private void order() throws QueryFault {
        if (!tokens.skip("ORDER")) {
            return;
        }
        tokens.expect("BY");
        if (!tokens.skip(source.id().path())) {
            throw tokens.unexpected(source.id().path() + ", the only field to order by,");
        }
        if (tokens.current().is("DESC")) {
            throw new QueryFault(tokens.current().position(), "DESC is not served; rows come in ascending order");
        }
        tokens.skip("ASC");
    }
}

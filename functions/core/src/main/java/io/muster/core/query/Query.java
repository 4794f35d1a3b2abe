package io.muster.core.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query in IoT Hub's SQL-like language, as far as it is served (docs/query.md). Compared with what is absent everything
 * is false, so that NOT of it is true; a value of another type is as good as absent.
 */
public final class Query {
    public static final int LONGEST = 4096;

    private final Source source;
    private final List<Field> columns;
    private final Condition where;

    Query(Source source, List<Field> columns, Condition where) {
        this.source = source;
        this.columns = columns;
        this.where = where;
    }

    /** @param source the one that the route serves; FROM may leave it out but not name another */
    public static Query parse(String text, Source source) throws QueryFault {
        if (text.length() > LONGEST) {
            throw new QueryFault(LONGEST + 1, "the query is longer than " + LONGEST + " characters");
        }
        return new QueryParser(new Tokens(text), source).query();
    }

    public Source source() {
        return source;
    }

    public boolean accepts(Row row) {
        return where.test(row);
    }

    /** Whether there is a condition at all. */
    public boolean isSelective() {
        return !where.text().isEmpty();
    }

    /** The paths to answer with, in the order asked for; empty for whole items. */
    public Optional<List<String>> projection() {
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(columns.stream().map(Field::path).toList());
    }

    /** Whether a column or the condition needs this member of the row, or something in it. */
    public boolean mentions(String member) {
        return Stream.concat(columns.stream(), where.fields())
                .map(Field::path)
                .anyMatch(path -> path.equals(member) || path.startsWith(member + "."));
    }

    /** The ids outside which no row is accepted; what is inside must still be asked {@link #accepts}. */
    public KeyRange ids() {
        return where.ids();
    }

    /** One text for all spellings of this query: to bind a continuation token to it. */
    public String canonical() {
        String selected =
                columns.isEmpty() ? "*" : columns.stream().map(Field::path).collect(Collectors.joining(", "));
        String all = "SELECT " + selected + " FROM " + source.wire();
        String condition = where.text();
        return condition.isEmpty() ? all : all + " WHERE " + condition;
    }
}

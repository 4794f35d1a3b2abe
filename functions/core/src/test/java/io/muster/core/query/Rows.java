package io.muster.core.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of a few values, for tests. */
final class Rows {
    private Rows() {}

    /** Paths and values in turn; a list stands for an array. */
    static Row of(Object... pathsAndValues) {
        Map<String, List<Value>> values = new TreeMap<>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            Object value = pathsAndValues[i + 1];
            values.put(
                    pathsAndValues[i].toString(),
                    value instanceof List<?> many
                            ? many.stream().map(Rows::value).toList()
                            : List.of(value(value)));
        }
        return path -> values.getOrDefault(path, List.of());
    }

    private static Value value(Object java) {
        if (java instanceof Value ready) {
            return ready;
        }
        if (java instanceof Boolean flag) {
            return new Value.Flag(flag);
        }
        return java instanceof String text ? new Value.Text(text) : new Value.Decimal(new BigDecimal(java.toString()));
    }

    static Query parsed(String text, Source source) {
        try {
            return Query.parse(text, source);
        } catch (QueryFault e) {
            throw new AssertionError(text, e);
        }
    }

    static boolean accepts(String condition, Row row) {
        return parsed("SELECT * WHERE " + condition, Source.ENROLLMENTS).accepts(row);
    }
}

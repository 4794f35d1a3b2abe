package io.muster.core.query;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What WHERE says: true or false of every row, never unknown. As deep as the parser let it be. */
sealed interface Condition
        permits Condition.And, Condition.Or, Condition.Not, Condition.Defined, Condition.Missing, Compare, Match {
    boolean test(Row row);

    /** Every field it reads. */
    Stream<Field> fields();

    /** The ids of all rows it can be true of, and maybe more. */
    default KeyRange ids() {
        return KeyRange.ALL;
    }

    String text();

    /** Its text where it is part of another condition. */
    default String inner() {
        return text();
    }

    /** All of them hold; of none that is always so. */
    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean test(Row row) {
            return parts.stream().allMatch(part -> part.test(row));
        }

        @Override
        public Stream<Field> fields() {
            return parts.stream().flatMap(Condition::fields);
        }

        @Override
        public KeyRange ids() {
            return parts.stream().map(Condition::ids).reduce(KeyRange.ALL, KeyRange::intersect);
        }

        @Override
        public String text() {
            return parts.stream().map(Condition::inner).collect(Collectors.joining(" AND "));
        }

        @Override
        public String inner() {
            return "(" + text() + ")";
        }
    }

    /** At least one of them holds. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean test(Row row) {
            return parts.stream().anyMatch(part -> part.test(row));
        }

        @Override
        public Stream<Field> fields() {
            return parts.stream().flatMap(Condition::fields);
        }

        @Override
        public KeyRange ids() {
            return parts.stream().map(Condition::ids).reduce(KeyRange.NONE, KeyRange::hull);
        }

        @Override
        public String text() {
            return parts.stream().map(Condition::inner).collect(Collectors.joining(" OR "));
        }

        @Override
        public String inner() {
            return "(" + text() + ")";
        }
    }

    /** It does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean test(Row row) {
            return !part.test(row);
        }

        @Override
        public Stream<Field> fields() {
            return part.fields();
        }

        @Override
        public String text() {
            return "NOT " + part.inner();
        }
    }

    /** The field is there, be it null. */
    record Defined(Field field) implements Condition {
        @Override
        public boolean test(Row row) {
            return !row.values(field.path()).isEmpty();
        }

        @Override
        public Stream<Field> fields() {
            return Stream.of(field);
        }

        @Override
        public String text() {
            return "IS_DEFINED(" + field.path() + ")";
        }
    }

    /** The field is absent or null. */
    record Missing(Field field) implements Condition {
        @Override
        public boolean test(Row row) {
            return row.values(field.path()).stream().allMatch(value -> value instanceof Value.Null);
        }

        @Override
        public Stream<Field> fields() {
            return Stream.of(field);
        }

        @Override
        public String text() {
            return field.path() + " IS NULL";
        }
    }
}

package io.muster.core.query;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What WHERE says: true or false of every row, never unknown. As deep as the parser let it be. */
sealed interface Condition {
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

    /** A value of the field compares so; for "unequal": there are values to compare with, and none is equal. */
    record Compare(Field field, Operator operator, Operand operand) implements Condition {
        @Override
        public boolean test(Row row) {
            // What is of another type than the operand is as good as absent.
            IntStream orders =
                    row.values(field.path()).stream().map(operand::order).flatMapToInt(OptionalInt::stream);
            if (operator != Operator.UNEQUAL) {
                return orders.anyMatch(operator::holds);
            }
            int[] all = orders.toArray();
            return all.length > 0 && IntStream.of(all).allMatch(operator::holds);
        }

        @Override
        public Stream<Field> fields() {
            return Stream.of(field);
        }

        @Override
        public KeyRange ids() {
            return field.type() == FieldType.ID && operand instanceof Operand.OfText id
                    ? KeyRange.of(operator, id.text())
                    : KeyRange.ALL;
        }

        @Override
        public String text() {
            return field.path() + " " + operator.symbol() + " " + operand.literal();
        }
    }

    /**
     * A text of the field has this piece at that place.
     *
     * @param piece as the field's type compares text
     */
    record Match(Field field, Place place, String piece) implements Condition {
        /** Where the piece is looked for; named like the functions of the language. */
        enum Place {
            STARTSWITH,
            ENDSWITH,
            CONTAINS
        }

        @Override
        public boolean test(Row row) {
            return row.values(field.path()).stream()
                    .anyMatch(value ->
                            value instanceof Value.Text text && has(field.type().normal(text.text())));
        }

        private boolean has(String text) {
            return switch (place) {
                case STARTSWITH -> text.startsWith(piece);
                case ENDSWITH -> text.endsWith(piece);
                case CONTAINS -> text.contains(piece);
            };
        }

        @Override
        public Stream<Field> fields() {
            return Stream.of(field);
        }

        @Override
        public KeyRange ids() {
            return field.type() == FieldType.ID && place == Place.STARTSWITH
                    ? KeyRange.startingWith(piece)
                    : KeyRange.ALL;
        }

        @Override
        public String text() {
            return place + "(" + field.path() + ", " + Operand.quote(piece) + ")";
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

package io.muster.core.query;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A value of the field compares so; for "unequal": there are values to compare with, and none is equal. */
record Compare(Field field, Operator operator, Operand operand) implements Condition {
    @Override
    public boolean test(Row row) {
        // What is of another type than the operand is as good as absent.
        IntStream orders = row.values(field.path()).stream().map(operand::order).flatMapToInt(OptionalInt::stream);
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

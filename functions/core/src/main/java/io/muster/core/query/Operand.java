package io.muster.core.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;

/** A literal bound to the type of its field: what the values of rows are compared with. */
sealed interface Operand {
    /** Negative, zero or positive for a value below, at or above this; empty when the two cannot be compared. */
    OptionalInt order(Value value);

    /** The literal as the language writes it; one spelling for all literals that mean the same. */
    String literal();

    /** Whether less and greater mean anything here. */
    default boolean ordered() {
        return true;
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * Text.
     *
     * @param text as {@code type} compares it
     */
    record OfText(FieldType type, String text) implements Operand {
        @Override
        public OptionalInt order(Value value) {
            return value instanceof Value.Text other
                    ? OptionalInt.of(type.normal(other.text()).compareTo(text))
                    : OptionalInt.empty();
        }

        @Override
        public String literal() {
            return quote(text);
        }
    }

    /** A point in time, however its text spells it. */
    record OfInstant(Instant instant) implements Operand {
        @Override
        public OptionalInt order(Value value) {
            if (!(value instanceof Value.Text other)) {
                return OptionalInt.empty();
            }
            return Instants.parse(other.text())
                    .map(found -> OptionalInt.of(found.compareTo(instant)))
                    .orElseGet(OptionalInt::empty);
        }

        @Override
        public String literal() {
            return quote(instant.toString());
        }
    }

    /** A number: 1 and 1.0 are the same. */
    record OfNumber(BigDecimal number) implements Operand {
        @Override
        public OptionalInt order(Value value) {
            return value instanceof Value.Decimal other
                    ? OptionalInt.of(other.number().compareTo(number))
                    : OptionalInt.empty();
        }

        @Override
        public String literal() {
            return number.stripTrailingZeros().toString();
        }
    }

    /** True or false. */
    record OfFlag(boolean on) implements Operand {
        @Override
        public OptionalInt order(Value value) {
            return value instanceof Value.Flag other
                    ? OptionalInt.of(Boolean.compare(other.on(), on))
                    : OptionalInt.empty();
        }

        @Override
        public String literal() {
            return String.valueOf(on);
        }

        @Override
        public boolean ordered() {
            return false;
        }
    }

    /** The null somebody wrote; every other value differs from it. */
    record OfNull() implements Operand {
        @Override
        public OptionalInt order(Value value) {
            return OptionalInt.of(value instanceof Value.Null ? 0 : 1);
        }

        @Override
        public String literal() {
            return "null";
        }

        @Override
        public boolean ordered() {
            return false;
        }
    }
}

package io.muster.core.query;

import java.util.Optional;

/** What a field holds, and thereby what it may be compared with. */
public enum FieldType {
    /** The id that the source is ordered by; text without regard to case (1.25). */
    ID("text in quotes"),
    /** Text without regard to case: host names, enumerations. */
    FOLDED("text in quotes"),
    /** Text to the letter. */
    EXACT("text in quotes"),
    FLAG("true or false"),
    NUMBER("a number"),
    INSTANT("a time such as '2026-01-31T12:00:00Z'"),
    /** Has members, and is compared by those only. */
    OBJECT("nothing"),
    /** A place in JSON of the operator's own: whatever is found there, text to the letter. */
    FREE("any value");

    private final String comparable;

    FieldType(String comparable) {
        this.comparable = comparable;
    }

    /** What a literal beside such a field must be, in words. */
    String comparable() {
        return comparable;
    }

    boolean isText() {
        return this == ID || this == FOLDED || this == EXACT || this == FREE;
    }

    /** Text as this type compares it. */
    String normal(String text) {
        return this == ID || this == FOLDED ? Operand.fold(text) : text;
    }

    /** The literal, made ready for comparison; empty when it is of another type. */
    Optional<Operand> operand(Value literal) {
        if (literal instanceof Value.Null) {
            return Optional.of(new Operand.OfNull());
        }
        if (literal instanceof Value.Text text) {
            return textual(text.text());
        }
        if (literal instanceof Value.Decimal decimal && (this == NUMBER || this == FREE)) {
            return Optional.of(new Operand.OfNumber(decimal.number()));
        }
        if (literal instanceof Value.Flag flag && (this == FLAG || this == FREE)) {
            return Optional.of(new Operand.OfFlag(flag.on()));
        }
        return Optional.empty();
    }

    private Optional<Operand> textual(String text) {
        if (this == INSTANT) {
            return Instants.parse(text).map(Operand.OfInstant::new);
        }
        return isText() ? Optional.of(new Operand.OfText(this, normal(text))) : Optional.empty();
    }
}

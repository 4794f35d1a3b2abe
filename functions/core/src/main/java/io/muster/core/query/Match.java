package io.muster.core.query;

import java.util.stream.Stream;

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
        return field.type() == FieldType.ID && place == Place.STARTSWITH ? KeyRange.startingWith(piece) : KeyRange.ALL;
    }

    @Override
    public String text() {
        return place + "(" + field.path() + ", " + Operand.quote(piece) + ")";
    }
}

package io.muster.core.query;

import java.math.BigDecimal;

/** One value of a row or one literal of a query, as JSON knows them; an instant is text here. */
public sealed interface Value {
    /** A string. */
    record Text(String text) implements Value {}

    /** A number. */
    record Decimal(BigDecimal number) implements Value {}

    /** True or false. */
    record Flag(boolean on) implements Value {}

    /** A null that somebody wrote; what is absent has no value at all. */
    record Null() implements Value {}

    /** An object: it is there, and like nothing a query can write. */
    record Structure() implements Value {}
}

package io.muster.core.identity;

/** The condition a caller puts on a write. */
public sealed interface IfMatch {
    /** {@code *}: whatever version is there. */
    record Any() implements IfMatch {}

    /** That version only. */
    record Exactly(Etag etag) implements IfMatch {}

    default boolean accepts(Etag current) {
        return this instanceof Any
                || (this instanceof Exactly exactly && exactly.etag().equals(current));
    }
}

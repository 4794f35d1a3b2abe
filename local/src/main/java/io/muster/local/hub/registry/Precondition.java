package io.muster.local.hub.registry;

/** The If-Match of a request. */
public sealed interface Precondition {

    /** No If-Match was sent. */
    record None() implements Precondition {}

    /** {@code If-Match: *}. */
    record Any() implements Precondition {}

    /** A certain etag. */
    record Etag(String etag) implements Precondition {}

    /** Reads the header; empty text means it is absent. The Java client sends etags without quotes, others with. */
    static Precondition parse(String header) {
        String value = header.trim();
        if (value.isEmpty()) {
            return new None();
        }
        if (value.startsWith("W/")) {
            value = value.substring(2);
        }
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        return value.equals("*") ? new Any() : new Etag(value);
    }

    /** Throws 412 when an etag was asked for and is not the current one. */
    default void check(String current) {
        if (this instanceof Etag wanted && !wanted.etag().equals(current)) {
            throw new HubException(
                    HubError.PRECONDITION_FAILED, "Precondition failed: the etag is not the current one");
        }
    }
}

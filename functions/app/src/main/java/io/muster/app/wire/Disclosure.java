package io.muster.app.wire;

/**
 * How much of an enrollment an answer tells (rest.md 3.3).
 *
 * @param keys symmetric keys in the clear, and the key in a webhook's address
 * @param certificates certificates themselves and not only what is in them
 */
public record Disclosure(boolean keys, boolean certificates) {
    /** What a GET or a query shows. */
    public static final Disclosure NOTHING = new Disclosure(false, false);

    /** What a PUT's answer and the attestation mechanism show. */
    public static final Disclosure KEYS = new Disclosure(true, false);

    /** What an export shows, from which the enrollment can be made again but for its keys. */
    public static final Disclosure CERTIFICATES = new Disclosure(false, true);

    public static final Disclosure ALL = new Disclosure(true, true);
}

package io.muster.core.audit;

/**
 * Something that tells of tampering, or of damage.
 *
 * @param kind stable, lower case with hyphens
 * @param place of the row, or which entry is missing
 */
public record Flaw(Kind kind, String place, String text) {
    /** What can be wrong. */
    public enum Kind {
        /** A row that is no entry, or does not lie where its entry belongs. */
        UNREADABLE,
        /** An entry that is not what its hash was made of. */
        ALTERED,
        /** A hash whose mac was not made by this service. */
        FORGED,
        /** An entry that does not follow the one before it: some are missing, or it stands in another's place. */
        BROKEN,
        /** An entry that another chain or the caller vouches for, and that is not there or is another. */
        MISSING
    }
}

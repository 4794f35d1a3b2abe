package io.muster.core.deprovision;

/** What becomes of a hub identity whose enrollment or record is deleted or disabled. */
public enum DeprovisionPolicy {
    /** It stays as it is, as with DPS (1.24). */
    NONE,
    /** It is disabled in either case. */
    DISABLE,
    /** It is deleted with what is deleted, and disabled with what is disabled. */
    DELETE
}

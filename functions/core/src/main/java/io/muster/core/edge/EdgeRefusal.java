package io.muster.core.edge;

/** Why an edge header is not believed; safe to log, holds nothing of the header. */
public enum EdgeRefusal {
    /** The header is longer than 20 KB. */
    TOO_LONG,
    /** Not four dotted parts, or a payload that does not decode exactly. */
    MALFORMED,
    /** A header or payload version this build does not know. */
    UNKNOWN_VERSION,
    /** Signed with a key id that is not among the keys. */
    UNKNOWN_KEY,
    /** The mac is not ours. */
    WRONG_MAC,
    /** More than 6 certificates. */
    CHAIN_TOO_LONG,
    /** Certificates of more than 12 KB together. */
    CHAIN_TOO_LARGE,
    /** Issued further in the future than clocks may differ. */
    NOT_YET_VALID,
    /** Issued too long ago. */
    EXPIRED,
    /** Made for a request with another method. */
    OTHER_METHOD,
    /** Made for a request with another path or query. */
    OTHER_TARGET,
    /** Made for a request with another body. */
    OTHER_BODY
}

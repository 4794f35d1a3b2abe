package io.muster.core.decision;

/** Why an attempt was refused. Each kind of attestation has an enum of its own reasons. */
public interface Reason {
    /** Stable and unique, lower case with hyphens, such as {@code certificate-expired}. */
    String code();

    /** What an operator can do about it, a sentence or two. */
    String advice();
}

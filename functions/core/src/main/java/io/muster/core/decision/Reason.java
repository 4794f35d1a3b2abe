package io.muster.core.decision;

import java.util.Locale;

/** Why an attempt was refused. Each kind of attestation has an enum of its own reasons. */
public interface Reason {
    /** The enum constant's name. */
    String name();

    /** Stable and unique, lower case with hyphens, such as {@code certificate-expired}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an operator can do about it, a sentence or two. */
    String advice();
}

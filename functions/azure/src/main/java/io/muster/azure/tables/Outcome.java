package io.muster.azure.tables;

/** What has become of a conditional write. */
enum Outcome {
    DONE,
    /** The store is not at the version it was to be written over. */
    REFUSED,
    /** The same, but on a later try: an earlier one may have landed, and its answer got lost. */
    UNSURE;

    static Outcome refused(Tries tries) {
        return tries.several() ? UNSURE : REFUSED;
    }
}

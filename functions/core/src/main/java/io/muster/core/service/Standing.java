package io.muster.core.service;

/** What who wants the description changed may do, as far as rules ask for more than the right to configure. */
@FunctionalInterface
public interface Standing {
    /** Refuses callers who may link hubs but not touch policies (seams.md section 11). */
    void requirePolicyRight();

    /** Whether a token of the directory let the caller in, rather than a shared access signature. */
    default boolean withToken() {
        return false;
    }
}

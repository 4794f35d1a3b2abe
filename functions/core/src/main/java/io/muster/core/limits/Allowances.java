package io.muster.core.limits;

import java.util.Optional;

/** Port: how much of a minute's allowance the instances have taken; compare-and-set. */
public interface Allowances {
    /**
     * @param taken of the minute's allowance, by all instances
     * @param version of what is stored; it may be that of another minute, which then has nothing taken from this one
     */
    record Kept(long taken, String version) {}

    /**
     * Throws Problem of kind UNAVAILABLE when the store cannot say.
     *
     * @param minute minutes since 1970
     */
    Optional<Kept> find(RateKind kind, long minute);

    /**
     * @param former what it takes the place of; empty for the first
     * @return empty when somebody else was first
     */
    Optional<Kept> save(RateKind kind, long minute, long taken, Optional<Kept> former);
}

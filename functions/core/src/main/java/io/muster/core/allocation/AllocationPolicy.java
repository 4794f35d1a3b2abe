package io.muster.core.allocation;

/** How a hub is picked among the eligible ones (3.1); those not served yet are not listed. */
public enum AllocationPolicy {
    HASHED,
    STATIC
}

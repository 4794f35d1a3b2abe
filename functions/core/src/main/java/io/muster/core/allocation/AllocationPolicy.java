package io.muster.core.allocation;

/** How a hub is picked among the eligible ones (3.1); those not served yet are not listed. */
public enum AllocationPolicy {
    HASHED,
    /** By {@link Nearest}; ties go by weighted hash (3.4). */
    GEO_LATENCY,
    STATIC,
    /** The author's webhook picks it (3.20). */
    CUSTOM;

    /** Whether the service picks the hub, so that its pick may change when hubs or weights do. */
    public boolean automatic() {
        return this == HASHED || this == GEO_LATENCY;
    }
}

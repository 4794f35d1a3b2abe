package io.muster.core.registration;

/** How a device came to its hub (1.9, 4.1). */
public enum Substatus {
    INITIAL_ASSIGNMENT,
    DEVICE_DATA_MIGRATED,
    DEVICE_DATA_RESET,
    REPROVISIONED_TO_INITIAL_ASSIGNMENT
}

package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import java.time.Duration;
import java.util.Optional;

/**
 * Port to the identity registries of linked hubs. Every call may be repeated; each is over within {@code timeout} and
 * throws {@link HubFailure} when the hub refuses, throttles or does not answer.
 */
public interface HubRegistry {
    /** Whether an identity had to be made or was there already. */
    enum Written {
        CREATED,
        UPDATED
    }

    /**
     * Creates the identity or overwrites its keys and capabilities.
     *
     * @param expectedToExist what to try first; saves a call when right, changes nothing else
     */
    Written write(LinkedHub hub, HubIdentity identity, boolean expectedToExist, Duration timeout) throws HubFailure;

    /** The twin's tags and desired properties; empty when the hub does not know the device. */
    Optional<HubTwin> twin(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure;

    /** How a twin is written: on top of what is there, or in its place. */
    enum TwinWrite {
        MERGE,
        REPLACE
    }

    void writeTwin(LinkedHub hub, DeviceId deviceId, HubTwin twin, TwinWrite how, Duration timeout) throws HubFailure;

    /** Removes the identity; one that is gone already is success. */
    void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure;
}

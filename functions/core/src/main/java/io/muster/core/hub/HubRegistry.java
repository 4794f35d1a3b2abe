package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port to the identity registries of linked hubs. Every call may be repeated; each is over within {@code timeout} and
 * throws {@link HubFailure} when the hub refuses, throttles or does not answer.
 */
public interface HubRegistry {
    /** How many identities one {@link #writeAll} may hold. */
    int MOST_AT_ONCE = 100;

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

    /**
     * Lets the device connect or keeps it out, and leaves all else of its identity; one that is gone already is success.
     */
    void setEnabled(LinkedHub hub, DeviceId deviceId, boolean enabled, Duration timeout) throws HubFailure;

    /** The identity as the hub holds it now; empty when it does not know the device. */
    Optional<SeenIdentity> find(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure;

    /** Removes that version of it; false when there is another by now. One that is gone already is success. */
    boolean delete(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure;

    /** As {@link #setEnabled}, to keep the device out, but only while it is that version; false when there is another. */
    boolean disable(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure;

    /**
     * Creates identities in one request; those that are there already are overwritten in a second one, and where they come
     * with an initial twin, it is merged into theirs in a third.
     *
     * @param identities of different devices, at most {@link #MOST_AT_ONCE}; for none there is no request
     * @throws HubFailure when the request as a whole failed: any of them may be written then
     */
    BulkResult writeAll(LinkedHub hub, List<NewIdentity> identities, Duration timeout) throws HubFailure;

    /** The device's modules with their twins; none when the hub does not know the device. */
    List<HubModule> modules(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure;

    /** Creates or overwrites a module of a device that is there; its twin is replaced unless the given one is empty. */
    void writeModule(LinkedHub hub, DeviceId deviceId, HubModule module, Duration timeout) throws HubFailure;
}

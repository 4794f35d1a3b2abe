package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Is told of changes that matter to a connected device. */
public interface RegistryListener {

    /** The identity is there from an earlier life of the hub. */
    void found(DeviceIdentity identity);

    /** The identity was made. */
    void created(DeviceIdentity identity);

    /** The identity was changed. */
    void updated(DeviceIdentity identity);

    /** The identity is gone. */
    void deleted(DeviceId id);

    /** A service changed the desired properties. */
    void desiredChanged(DeviceId id, ObjectNode patch, long version);

    /** Whether the device is connected now. */
    boolean isConnected(DeviceId id);
}

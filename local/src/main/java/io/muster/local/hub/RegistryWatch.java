package io.muster.local.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceIdentity;
import io.muster.local.hub.registry.RegistryListener;
import io.muster.local.hub.script.IdentityHistory;

/** Tells the connections and the history of what happens in the registry. */
final class RegistryWatch implements RegistryListener {

    private final DeviceSessions sessions;
    private final IdentityHistory history;

    RegistryWatch(DeviceSessions sessions, IdentityHistory history) {
        this.sessions = sessions;
        this.history = history;
    }

    @Override
    public void found(DeviceIdentity identity) {
        history.found(identity);
    }

    @Override
    public void created(DeviceIdentity identity) {
        history.created(identity);
    }

    @Override
    public void updated(DeviceIdentity identity) {
        history.updated(identity);
        sessions.updated(identity);
    }

    @Override
    public void deleted(DeviceId id) {
        history.deleted(id);
        sessions.deleted(id);
    }

    @Override
    public void desiredChanged(DeviceId id, ObjectNode patch, long version) {
        sessions.desiredChanged(id, patch, version);
    }

    @Override
    public boolean isConnected(DeviceId id) {
        return sessions.isConnected(id);
    }
}

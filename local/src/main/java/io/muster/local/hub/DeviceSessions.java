package io.muster.local.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceIdentity;
import io.muster.local.hub.registry.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connected devices, at most one connection each. It belongs to the hub's event loop. */
final class DeviceSessions {

    private final Map<DeviceId, DeviceSession> open = new TreeMap<>();

    /** Takes a connection in; an older one of the same device is closed. */
    void add(DeviceSession session) {
        Optional.ofNullable(open.put(session.device(), session)).ifPresent(DeviceSession::close);
    }

    /** Forgets a connection, unless a newer one has taken its place. */
    void remove(DeviceSession session) {
        open.remove(session.device(), session);
    }

    /** The ids of the connected devices. */
    ArrayNode write() {
        ArrayNode json = Json.array();
        open.keySet().forEach(device -> json.add(device.text()));
        return json;
    }

    void updated(DeviceIdentity identity) {
        if (!identity.isEnabled()) {
            deleted(identity.id());
        }
    }

    void deleted(DeviceId id) {
        Optional.ofNullable(open.remove(id)).ifPresent(DeviceSession::close);
    }

    void desiredChanged(DeviceId id, ObjectNode patch, long version) {
        Optional.ofNullable(open.get(id)).ifPresent(session -> session.desiredChanged(patch, version));
    }

    boolean isConnected(DeviceId id) {
        return open.containsKey(id);
    }
}

package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceIdentity;
import io.muster.local.hub.registry.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * When identities came, were enabled or disabled, and went: from two hubs' histories one can tell how long a device was
 * enabled on both. It holds the last 200,000 changes and belongs to the hub's event loop.
 */
public final class IdentityHistory {

    private static final int LONGEST = 200_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<DeviceId, Boolean> enabled = new HashMap<>();
    private final Clock clock;

    private record Entry(DeviceId device, String event, boolean enabled, Instant at) {}

    public IdentityHistory(Clock clock) {
        this.clock = clock;
    }

    /** It is there from before this hub was started. */
    public void found(DeviceIdentity identity) {
        add(identity.id(), "found", identity.isEnabled());
    }

    public void created(DeviceIdentity identity) {
        add(identity.id(), "created", identity.isEnabled());
    }

    /** Of changes, only those of the status are kept. */
    public void updated(DeviceIdentity identity) {
        if (!Boolean.valueOf(identity.isEnabled()).equals(enabled.get(identity.id()))) {
            add(identity.id(), identity.isEnabled() ? "enabled" : "disabled", identity.isEnabled());
        }
    }

    public void deleted(DeviceId id) {
        add(id, "deleted", false);
        enabled.remove(id);
    }

    private void add(DeviceId id, String event, boolean isEnabled) {
        enabled.put(id, isEnabled);
        entries.addLast(new Entry(id, event, isEnabled, clock.instant()));
        if (entries.size() > LONGEST) {
            entries.removeFirst();
        }
    }

    /** {@code [{device, event, enabled, time}]} of one device, or of all when the id is empty, oldest first. */
    public ArrayNode write(String device) {
        ArrayNode json = Json.array();
        for (Entry entry : entries) {
            if (device.isEmpty() || device.equals(entry.device().text())) {
                json.addObject()
                        .put("device", entry.device().text())
                        .put("event", entry.event())
                        .put("enabled", entry.enabled())
                        .put("time", entry.at().toString());
            }
        }
        return json;
    }
}

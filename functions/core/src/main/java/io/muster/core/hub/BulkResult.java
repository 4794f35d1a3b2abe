package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import java.util.Map;

/** What became of a bulk call: the devices that were refused, and why; all others are written. */
public record BulkResult(Map<DeviceId, HubFailure> refused) {
    public BulkResult {
        refused = Map.copyOf(refused);
    }
}

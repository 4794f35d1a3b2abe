package io.muster.local.hub.registry;

import java.time.Instant;

/**
 * A device the hub knows.
 *
 * @param generationId tells an identity from an earlier one of the same name
 * @param statusReason empty when none was given
 */
public record DeviceIdentity(
        DeviceId id,
        String generationId,
        String etag,
        DeviceStatus status,
        String statusReason,
        Instant statusUpdated,
        Authentication authentication,
        boolean iotEdge) {

    DeviceIdentity changedTo(DeviceSpec spec, String newEtag, Instant now) {
        return new DeviceIdentity(
                id,
                generationId,
                newEtag,
                spec.status(),
                spec.statusReason(),
                spec.status() == status ? statusUpdated : now,
                spec.authentication(),
                spec.iotEdge());
    }

    /** Whether the device may connect at all. */
    public boolean isEnabled() {
        return status == DeviceStatus.ENABLED;
    }
}

package io.muster.local.hub.registry;

/** What a caller asks an identity to be. */
record DeviceSpec(
        DeviceId id, DeviceStatus status, String statusReason, Authentication authentication, boolean iotEdge) {}

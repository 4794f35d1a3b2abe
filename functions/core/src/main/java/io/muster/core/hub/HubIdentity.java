package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Secret;

/** A device identity as it is written into a hub: SAS type with the device's two keys (2.14), Edge flag as enrolled (5.3). */
public record HubIdentity(DeviceId deviceId, Secret primaryKey, Secret secondaryKey, boolean iotEdge) {}

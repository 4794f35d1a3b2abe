package io.muster.core.registration;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;

/** A device identity's place: a hub and the name it has there. */
public record Seat(HubHost hub, DeviceId deviceId) {}

package io.muster.core.registration;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;

/** Where a device lives: its hub, its name there, and how it came there. */
public record Assignment(HubHost hub, DeviceId deviceId, Substatus substatus) {}

package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Secret;

/** A device identity as it is written into a hub; Edge flag as enrolled (5.3). */
public record HubIdentity(DeviceId deviceId, Authentication authentication, boolean iotEdge) {
    /** How the hub is to recognise the device. */
    public sealed interface Authentication {
        /** SAS type: either key (2.14). */
        record Keys(Secret primary, Secret secondary) implements Authentication {}

        /** Self-signed type: either certificate, by thumbprint in upper-case hex (2.29). */
        record Thumbprints(String primary, String secondary) implements Authentication {}

        /** CA type: any certificate that a CA of the hub has signed and whose CN is the device id. */
        record Authority() implements Authentication {}
    }
}

package io.muster.core.registration;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import java.util.Optional;

/**
 * What is to be done for one operation, decided and recorded before anything is written to a hub, so that whoever
 * carries it on after a crash does the same.
 *
 * @param moveFrom the hub the device leaves; its identity there is removed once the new one stands
 */
public record Plan(HubHost target, DeviceId deviceId, Optional<HubHost> moveFrom, TwinTreatment twin) {
    /** What becomes of the twin at the target (4.1, 4.2). */
    public enum TwinTreatment {
        /** First assignment: the enrollment's initial twin goes on top of what is there. */
        INITIAL,
        /** Same hub, data kept. */
        KEEP,
        /** New hub: the old hub's twin comes along. */
        MIGRATE,
        /** The enrollment's initial twin takes the place of all else. */
        RESET
    }

    /** Whether a crash halfway would leave something to undo: two hubs that know the device. */
    public boolean moves() {
        return moveFrom.isPresent();
    }
}

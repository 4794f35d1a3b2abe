package io.muster.core.registration;

import io.muster.core.hub.HubTwin;
import io.muster.core.identity.JsonText;
import java.util.Optional;

/**
 * What is to be done for one operation, decided and recorded before anything is written to a hub, so that whoever
 * carries it on after a crash does the same.
 *
 * @param moveFrom the seat the device leaves; the identity there is removed once the new one stands
 * @param chosen what a webhook said beside the hub
 */
public record Plan(Seat target, Optional<Seat> moveFrom, TwinTreatment twin, Chosen chosen) {
    /**
     * A webhook's answer, as far as it counts.
     *
     * @param initialTwin in the place of the enrollment's (3.25)
     * @param payload for the device (3.26)
     */
    public record Chosen(Optional<HubTwin> initialTwin, Optional<JsonText> payload) {
        public static final Chosen NOTHING = new Chosen(Optional.empty(), Optional.empty());
    }

    public Plan(Seat target, Optional<Seat> moveFrom, TwinTreatment twin) {
        this(target, moveFrom, twin, Chosen.NOTHING);
    }

    /** What becomes of the twin at the target (4.1, 4.2). */
    public enum TwinTreatment {
        /** First assignment: the initial twin goes on top of what is there. */
        INITIAL,
        /** Same seat, data kept. */
        KEEP,
        /** New seat: the old one's twin comes along. */
        MIGRATE,
        /** The initial twin takes the place of all else. */
        RESET
    }

    /** Whether a crash halfway would leave something to undo: two identities for one device. */
    public boolean moves() {
        return moveFrom.isPresent();
    }
}

package io.muster.core.registration;

import java.util.Optional;

/**
 * What is to be done for one operation, decided and recorded before anything is written to a hub, so that whoever
 * carries it on after a crash does the same.
 *
 * @param moveFrom the seat the device leaves; the identity there is removed once the new one stands
 */
public record Plan(Seat target, Optional<Seat> moveFrom, TwinTreatment twin) {
    /** What becomes of the twin at the target (4.1, 4.2). */
    public enum TwinTreatment {
        /** First assignment: the enrollment's initial twin goes on top of what is there. */
        INITIAL,
        /** Same seat, data kept. */
        KEEP,
        /** New seat: the old one's twin comes along. */
        MIGRATE,
        /** The enrollment's initial twin takes the place of all else. */
        RESET
    }

    /** Whether a crash halfway would leave something to undo: two identities for one device. */
    public boolean moves() {
        return moveFrom.isPresent();
    }
}

package io.muster.core.registration;

/**
 * Where a device lives, and how it came there.
 *
 * @param imported taken over from another service: kept until an operator lets go of it, so that a fleet that moves here
 *     does not move between hubs
 */
public record Assignment(Seat seat, Substatus substatus, boolean imported) {
    public Assignment(Seat seat, Substatus substatus) {
        this(seat, substatus, false);
    }
}

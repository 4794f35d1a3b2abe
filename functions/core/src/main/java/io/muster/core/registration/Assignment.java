package io.muster.core.registration;

/** Where a device lives, and how it came there. */
public record Assignment(Seat seat, Substatus substatus) {}

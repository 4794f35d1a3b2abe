package io.muster.core.registration;

/** A registration as read or written, with the store's own version of the row, which a later write must match. */
public record Stored(Registration registration, String version) {}

package io.muster.core.limits;

/** The rates that all instances of a service share. */
public enum RateKind {
    REGISTRATIONS,
    SERVICE_CALLS
}

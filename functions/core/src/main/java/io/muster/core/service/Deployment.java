package io.muster.core.service;

/**
 * What the settings say about where the service runs, as far as its description depends on it.
 *
 * @param local whether hubs may have any host name, and an endpoint beside it
 * @param directory whether a directory is trusted whose tokens open the service API
 * @param addresses whether a trusted front end tells callers' addresses
 */
public record Deployment(boolean local, boolean directory, boolean addresses) {}

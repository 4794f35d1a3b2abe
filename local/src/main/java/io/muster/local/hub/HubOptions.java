package io.muster.local.hub;

import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.registry.Journal;

/**
 * What a hub is started with.
 *
 * @param hostName the name devices and services use, without a port
 * @param address the loopback address to listen on
 * @param httpsPort 0 for a free one, like the other two ports
 * @param journal where identities and twins are kept
 */
public record HubOptions(
        String hostName,
        String address,
        int httpsPort,
        int mqttPort,
        int adminPort,
        KeyStoreFile keyStore,
        ServiceCredentials credentials,
        Journal journal) {

    public HubOptions {
        if (!address.startsWith("127.")) {
            throw new IllegalArgumentException("The hub listens on loopback only, not on " + address);
        }
        if (hostName.isEmpty() || hostName.contains(":") || hostName.contains("/")) {
            throw new IllegalArgumentException("The hub needs a host name without port or path");
        }
    }
}

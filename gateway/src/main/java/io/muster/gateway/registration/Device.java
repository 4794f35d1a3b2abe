package io.muster.gateway.registration;

import java.util.Optional;

/**
 * A device as it named itself on a connection, all as sent and unchecked: the app judges it.
 *
 * @param token a shared access signature; empty where the client's certificate speaks for it, and for a TPM's first call
 */
public record Device(Peer peer, String idScope, String registrationId, String apiVersion, Optional<String> token) {
    /** The same with another token. */
    public Device with(String newToken) {
        return new Device(peer, idScope, registrationId, apiVersion, Optional.of(newToken));
    }

    @Override
    public String toString() {
        // The token is a secret.
        return "Device[" + peer.protocol().label() + ' ' + peer.address() + ']';
    }
}

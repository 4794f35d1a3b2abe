package io.muster.core.hub;

import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A hub that devices may be assigned to (3.6, 3.12, seams.md section 7).
 *
 * @param endpoint where its registry is reached when that is not {@code https://hostName}; local mode only
 * @param weight its share under the hashed policy, 1 to 1000 (3.3)
 * @param applyAllocationPolicy false: chosen only by an enrollment that names it
 */
public record LinkedHub(
        HubHost host,
        Optional<URI> endpoint,
        int weight,
        boolean applyAllocationPolicy,
        String location,
        Authentication authentication) {
    public LinkedHub {
        if (weight < 1 || weight > 1000) {
            throw new IllegalArgumentException("allocationWeight must be 1 to 1000");
        }
    }

    /** How this service proves itself to the hub. */
    public sealed interface Authentication {}

    /**
     * A token of this service's managed identity.
     *
     * @param clientId for a user-assigned one: its client id, or its resource id, which begins with a slash
     */
    public record ManagedIdentity(Optional<String> clientId) implements Authentication {}

    /** A shared access policy of the hub with the rights RegistryWrite and ServiceConnect (3.11). */
    public record SharedAccessKey(String policyName, Secret key) implements Authentication {}
}

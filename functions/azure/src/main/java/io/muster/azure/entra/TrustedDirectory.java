package io.muster.azure.entra;

import java.net.URI;
import java.util.Set;

/**
 * Whose tokens are believed.
 *
 * @param issuers exact values of {@code iss}
 * @param audiences values of which {@code aud} must hold one
 * @param keys https address of the signing keys, a JSON Web Key Set
 */
public record TrustedDirectory(Set<String> issuers, Set<String> audiences, URI keys) {
    public TrustedDirectory {
        issuers = Set.copyOf(issuers);
        audiences = Set.copyOf(audiences);
        if (issuers.isEmpty() || audiences.isEmpty()) {
            throw new IllegalArgumentException("no issuer or no audience");
        }
        if (!"https".equals(keys.getScheme())) {
            throw new IllegalArgumentException("keys are fetched over https only");
        }
    }
}

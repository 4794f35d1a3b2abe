package io.muster.core.access;

import io.muster.core.identity.Secret;
import java.util.Set;

/** A shared access policy of the service API. Its keys sign as bytes of their Base64 decoding. */
public record SasPolicy(String name, Secret primary, Secret secondary, Set<AccessRight> rights) {
    public SasPolicy {
        rights = Set.copyOf(rights);
    }

    /** Whether its holder may read and change policies and their keys (seams.md section 11). */
    public boolean holdsEveryRight() {
        return AccessRight.POLICY_KEYS.isGrantedBy(rights);
    }
}

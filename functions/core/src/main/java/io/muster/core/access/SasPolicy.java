package io.muster.core.access;

import io.muster.core.identity.Secret;
import java.util.Set;

/** A shared access policy of the service API. Its keys sign as bytes of their Base64 decoding. */
public record SasPolicy(String name, Secret primary, Secret secondary, Set<AccessRight> rights) {
    public SasPolicy {
        rights = Set.copyOf(rights);
    }

    boolean grants(AccessRight right) {
        // Write includes read in practice (6.1).
        return rights.contains(right)
                || (right == AccessRight.ENROLLMENT_READ && rights.contains(AccessRight.ENROLLMENT_WRITE));
    }
}

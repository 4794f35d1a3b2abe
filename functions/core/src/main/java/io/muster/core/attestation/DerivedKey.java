package io.muster.core.attestation;

import io.muster.core.identity.Secret;

/** The key of one member of a symmetric-key enrollment group: HMAC-SHA-256(group key, registration id) (2.9). */
final class DerivedKey {
    private DerivedKey() {}

    static Secret of(Secret groupKey, String registrationId) {
        return Secret.of(HmacSha256.of(groupKey, registrationId));
    }
}

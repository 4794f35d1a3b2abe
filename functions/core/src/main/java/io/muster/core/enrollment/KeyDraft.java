package io.muster.core.enrollment;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.Secret;
import java.security.SecureRandom;
import java.util.Optional;

/** The keys an operator gave; one left out keeps its old value, or is made when there is none (2.1, 6.12). */
public record KeyDraft(Optional<Secret> primary, Optional<Secret> secondary) {
    public KeyDraft {
        primary.ifPresent(key -> SymmetricKeys.requireLength("primaryKey", key));
        secondary.ifPresent(key -> SymmetricKeys.requireLength("secondaryKey", key));
    }

    SymmetricKeys complete(Optional<SymmetricKeys> existing, SecureRandom random) {
        return new SymmetricKeys(
                primary.or(() -> existing.map(SymmetricKeys::primary)).orElseGet(() -> SymmetricKeys.generate(random)),
                secondary
                        .or(() -> existing.map(SymmetricKeys::secondary))
                        .orElseGet(() -> SymmetricKeys.generate(random)));
    }
}

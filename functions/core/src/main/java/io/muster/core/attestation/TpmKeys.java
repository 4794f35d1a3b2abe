package io.muster.core.attestation;

import java.util.Optional;

/** A TPM's public keys as TPM2B_PUBLIC in Base64; only the endorsement key is required (2.36). */
public record TpmKeys(String endorsementKey, Optional<String> storageRootKey) implements Attestation {
    @Override
    public AttestationType type() {
        return AttestationType.TPM;
    }
}

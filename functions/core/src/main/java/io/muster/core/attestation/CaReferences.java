package io.muster.core.attestation;

import java.util.Optional;

/** Names of uploaded CA certificates, one of which signs a group's devices (2.20). */
public record CaReferences(Optional<String> primary, Optional<String> secondary) implements Attestation {
    @Override
    public AttestationType type() {
        return AttestationType.X509;
    }
}

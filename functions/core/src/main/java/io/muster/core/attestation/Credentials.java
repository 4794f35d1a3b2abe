package io.muster.core.attestation;

import java.util.List;
import java.util.Optional;

/**
 * What a device brings to prove itself, unchecked.
 *
 * @param authorization the Authorization header
 * @param chain the certificates of its TLS handshake, DER, leaf first; empty when it showed none
 * @param tpm the keys of its TPM, with a register only
 */
public record Credentials(Optional<String> authorization, List<byte[]> chain, Optional<TpmKeys> tpm) {
    /** A device with nothing but a token. */
    public static Credentials token(Optional<String> authorization) {
        return new Credentials(authorization, List.of(), Optional.empty());
    }
}

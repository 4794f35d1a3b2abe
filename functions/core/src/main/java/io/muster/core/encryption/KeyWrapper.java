package io.muster.core.encryption;

import io.muster.core.identity.Secret;

/** Port to the wrapping key, which never leaves its vault. Throws {@code Problem} of kind UNAVAILABLE when the vault fails. */
public interface KeyWrapper {
    /**
     * A data key sealed by the vault.
     *
     * @param wrappingKeyId the key version that can open it, as the vault names it
     * @param base64 the sealed key
     */
    record Wrapped(String wrappingKeyId, String base64) {}

    Wrapped wrap(Secret dataKey);

    Secret unwrap(Wrapped wrapped);
}

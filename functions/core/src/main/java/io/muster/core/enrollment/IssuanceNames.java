package io.muster.core.enrollment;

import java.util.Optional;

/**
 * Names of what is to issue certificates to the devices; the first by the previews of 2025, the others since 2026-11-01
 * (rest.md 3.2).
 */
public record IssuanceNames(
        Optional<String> credentialPolicy,
        Optional<String> namespace,
        Optional<String> certificateAuthority,
        Optional<String> certificatePolicy) {
    public static final IssuanceNames NONE =
            new IssuanceNames(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

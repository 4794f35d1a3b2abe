package io.muster.local.hub.registry;

import io.muster.local.hub.access.SymmetricKey;

/** How a device proves itself to the hub. */
public sealed interface Authentication {

    /** By a shared access signature made with either key. */
    record Sas(SymmetricKey primary, SymmetricKey secondary) implements Authentication {}

    /** By a certificate with either thumbprint (hex); the empty text means none. */
    record SelfSigned(String primary, String secondary) implements Authentication {}

    /** By a certificate whose root the hub knows. */
    record CertificateAuthority() implements Authentication {}

    /** Not at all yet: a module of the Edge runtime before the runtime has given it keys. */
    record None() implements Authentication {}
}

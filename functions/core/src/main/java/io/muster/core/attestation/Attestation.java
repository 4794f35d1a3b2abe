package io.muster.core.attestation;

/** How the devices of an enrollment prove themselves, as the enrollment keeps it (rest.md 3.2). */
public sealed interface Attestation permits SymmetricKeys, X509Certificates, CaReferences, TpmKeys {
    AttestationType type();
}

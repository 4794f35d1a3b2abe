package io.muster.core.attestation;

/** The kinds of attestation; an enrollment never changes from one to another (6.13). */
public enum AttestationType {
    SYMMETRIC_KEY("symmetricKey"),
    X509("x509"),
    TPM("tpm");

    private final String wire;

    AttestationType(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

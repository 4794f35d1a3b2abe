package io.muster.core.attestation;

/** How a device proved itself, as far as its hub has to know it. Holds no secret, so that it may lie in the record. */
public sealed interface Evidence {
    AttestationType type();

    /** Whether the hub would be told the same of the device; a key is the enrollment's, whatever it was derived from. */
    default boolean tells(Evidence other) {
        return equals(other);
    }

    /**
     * A symmetric key of the enrollment, or one derived from the group's.
     *
     * @param derivedFrom the spelling of the registration id the device's key was derived from (2.11)
     */
    record Key(String derivedFrom) implements Evidence {
        @Override
        public AttestationType type() {
            return AttestationType.SYMMETRIC_KEY;
        }

        @Override
        public boolean tells(Evidence other) {
            return other instanceof Key;
        }
    }

    /** @param thumbprint SHA-256 of the device's certificate, upper-case hex */
    record Certificate(String thumbprint) implements Evidence {
        @Override
        public AttestationType type() {
            return AttestationType.X509;
        }
    }

    /** @param storageRootKey TPM2B_PUBLIC in Base64: what is sent to the TPM is sealed for it (2.37) */
    record Tpm(String storageRootKey) implements Evidence {
        @Override
        public AttestationType type() {
            return AttestationType.TPM;
        }
    }
}

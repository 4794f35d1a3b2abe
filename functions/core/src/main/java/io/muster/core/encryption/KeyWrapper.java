package io.muster.core.encryption;

/** Port to the wrapping key, which never leaves its vault. Throws {@code Problem} of kind UNAVAILABLE when the vault fails. */
public interface KeyWrapper {
    /** A data key sealed by the vault. {@code wrappingKeyId} names the key version that can open it. */
    record Wrapped(String wrappingKeyId, byte[] bytes) {
        public Wrapped {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    Wrapped wrap(byte[] dataKey);

    byte[] unwrap(Wrapped wrapped);
}

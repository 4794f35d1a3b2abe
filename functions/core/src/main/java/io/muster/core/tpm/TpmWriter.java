package io.muster.core.tpm;

import java.io.ByteArrayOutputStream;

/** Puts a TPM structure together, big-endian. */
final class TpmWriter {
    private static final int MOST_BYTES = 0xFFFF;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    TpmWriter uint16(int value) {
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }

    TpmWriter uint32(int value) {
        return uint16(value >>> 16).uint16(value);
    }

    TpmWriter raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** A TPM2B: the content after its 16-bit length. */
    TpmWriter sized(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw new IllegalArgumentException("a TPM2B holds no " + content.length + " bytes");
        }
        return uint16(content.length).raw(content);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

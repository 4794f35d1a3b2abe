package io.muster.core.tpm;

import java.nio.ByteBuffer;

/** Takes a TPM structure apart, big-endian; throws IllegalArgumentException that names the field where the bytes end. */
final class TpmReader {
    private final ByteBuffer bytes;

    TpmReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int uint16(String field) {
        require(field, Short.BYTES);
        return Short.toUnsignedInt(bytes.getShort());
    }

    int uint32(String field) {
        require(field, Integer.BYTES);
        return bytes.getInt();
    }

    /** The content of a TPM2B. */
    byte[] sized(String field) {
        int size = uint16(field);
        require(field, size);
        byte[] content = new byte[size];
        bytes.get(content);
        return content;
    }

    int left() {
        return bytes.remaining();
    }

    private void require(String field, int count) {
        if (bytes.remaining() < count) {
            throw new IllegalArgumentException("is cut short in its " + field);
        }
    }
}

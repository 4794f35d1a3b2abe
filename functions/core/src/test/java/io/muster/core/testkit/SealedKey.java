package io.muster.core.testkit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** The six parts of an {@code authenticationKey}, each without its length. */
record SealedKey(List<byte[]> parts) {
    static SealedKey of(String base64) {
        ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        SealedKey sealed =
                new SealedKey(List.of(take(blob), take(blob), take(blob), take(blob), take(blob), take(blob)));
        SoftTpm.require(!blob.hasRemaining(), "bytes after the last part");
        return sealed;
    }

    byte[] credential() {
        return parts.get(0);
    }

    byte[] credentialSecret() {
        return parts.get(1);
    }

    byte[] duplicate() {
        return parts.get(2);
    }

    byte[] duplicateSecret() {
        return parts.get(3);
    }

    byte[] publicArea() {
        return parts.get(4);
    }

    byte[] uri() {
        return parts.get(5);
    }

    /** The content behind the next 16-bit length. */
    static byte[] take(ByteBuffer from) {
        try {
            byte[] part = new byte[Short.toUnsignedInt(from.getShort())];
            from.get(part);
            return part;
        } catch (BufferUnderflowException e) {
            throw new SoftTpm.Refused("a part is cut short");
        }
    }
}

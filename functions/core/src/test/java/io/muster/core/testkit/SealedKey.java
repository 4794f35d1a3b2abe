package io.muster.core.testkit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The six parts of an {@code authenticationKey}, each without its length. */
record SealedKey(
        byte[] credential,
        byte[] credentialSecret,
        byte[] duplicate,
        byte[] duplicateSecret,
        byte[] publicArea,
        byte[] uri) {
    static SealedKey of(String base64) {
        ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        SealedKey sealed = new SealedKey(take(blob), take(blob), take(blob), take(blob), take(blob), take(blob));
        SoftTpm.require(!blob.hasRemaining(), "bytes after the last part");
        return sealed;
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

package io.muster.core.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a payload front to back; every length is checked against its bound before bytes are allocated for it. */
final class PayloadReader {
    private final ByteBuffer bytes;

    PayloadReader(byte[] payload) {
        this.bytes = ByteBuffer.wrap(payload);
    }

    int u8() throws MalformedPayloadException {
        need(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    int u16() throws MalformedPayloadException {
        need(2);
        return Short.toUnsignedInt(bytes.getShort());
    }

    long i64() throws MalformedPayloadException {
        need(Long.BYTES);
        return bytes.getLong();
    }

    byte[] take(int length) throws MalformedPayloadException {
        need(length);
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    String text(int length, int longest) throws MalformedPayloadException {
        if (length > longest) {
            throw new MalformedPayloadException(EdgeRefusal.MALFORMED);
        }
        // Latin-1 keeps every byte apart; EdgeClaims then refuses all but visible ASCII.
        return new String(take(length), StandardCharsets.ISO_8859_1);
    }

    void end() throws MalformedPayloadException {
        if (bytes.hasRemaining()) {
            throw new MalformedPayloadException(EdgeRefusal.MALFORMED);
        }
    }

    private void need(int length) throws MalformedPayloadException {
        if (bytes.remaining() < length) {
            throw new MalformedPayloadException(EdgeRefusal.MALFORMED);
        }
    }
}

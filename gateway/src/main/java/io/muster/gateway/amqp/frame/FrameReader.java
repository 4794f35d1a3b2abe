package io.muster.gateway.amqp.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into protocol headers and frames. What is larger than the limit is refused at its size field, so a
 * client cannot make us hold more than one frame and what came with it.
 */
public final class FrameReader {
    private static final int SMALLEST = 8;
    private static final int WORD = 4;

    private byte[] held = new byte[0];

    /** Takes the next bytes of the stream. */
    public void append(byte[] bytes) {
        int before = held.length;
        held = Arrays.copyOf(held, before + bytes.length);
        System.arraycopy(bytes, 0, held, before, bytes.length);
    }

    /** Whether something has begun that is not complete. */
    public boolean isInside() {
        return held.length > 0;
    }

    /** The protocol header that the stream is at, once it is complete. */
    public Optional<ProtocolHeader> header() throws MalformedFrameException {
        if (!ProtocolHeader.canBegin(held)) {
            throw new MalformedFrameException("This is no header of AMQP 1.0");
        }
        if (held.length < ProtocolHeader.LENGTH) {
            return Optional.empty();
        }
        return ProtocolHeader.of(take(ProtocolHeader.LENGTH));
    }

    /** The next frame, of at most {@code largest} bytes, once it is complete. */
    public Optional<Frame> frame(int largest) throws MalformedFrameException {
        if (held.length < WORD) {
            return Optional.empty();
        }
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(held).getInt());
        if (size < SMALLEST || size > largest) {
            throw new MalformedFrameException("A frame has 8 to " + largest + " bytes, this one says " + size);
        }
        if (held.length < size) {
            return Optional.empty();
        }
        byte[] whole = take((int) size);
        int bodyAt = WORD * (whole[WORD] & 0xff);
        if (bodyAt < SMALLEST || bodyAt > whole.length) {
            throw new MalformedFrameException("The frame's body begins outside of it");
        }
        return Optional.of(new Frame(whole[WORD + 1] & 0xff, whole, bodyAt));
    }

    private byte[] take(int length) {
        byte[] taken = Arrays.copyOf(held, length);
        held = Arrays.copyOfRange(held, length, held.length);
        return taken;
    }
}

package io.muster.gateway.amqp.frame;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Walks over encoded AMQP values without making anything of them. The library's decoder believes sizes, counts and
 * nesting; what passes here cannot make it allocate more than the bytes that came, nor recurse deeply.
 */
public final class ValueScan {
    private static final int DEEPEST = 12;
    /** Elements without bytes, as 'true' is, cost a client nothing: an array of them is held to this many. */
    private static final int MOST_WEIGHTLESS = 64;

    private static final int DESCRIBED = 0x00;
    private static final int[] FIXED_WIDTHS = {0, 1, 2, 4, 8, 16};

    private final ByteBuffer in;

    private ValueScan(ByteBuffer in) {
        this.in = in;
    }

    /** The position after the one value that begins at {@code from}. */
    public static int end(byte[] bytes, int from) throws MalformedFrameException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(from);
        return scan(in, false);
    }

    /** Checks that {@code bytes} are whole values, one after the other, to the last byte. */
    public static void all(byte[] bytes) throws MalformedFrameException {
        scan(ByteBuffer.wrap(bytes), true);
    }

    private static int scan(ByteBuffer in, boolean toTheEnd) throws MalformedFrameException {
        ValueScan scan = new ValueScan(in);
        try {
            do {
                scan.value(0);
            } while (toTheEnd && in.hasRemaining());
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException("A value ends before its size says");
        }
        return in.position();
    }

    private void value(int depth) throws MalformedFrameException {
        content(constructor(depth), depth);
    }

    /** Reads a constructor; a described one counts by the constructor of what it describes. */
    private int constructor(int depth) throws MalformedFrameException {
        if (depth > DEEPEST) {
            throw new MalformedFrameException("Values are nested too deeply");
        }
        int code = octet();
        if (code != DESCRIBED) {
            return code;
        }
        value(depth + 1);
        return constructor(depth + 1);
    }

    private void content(int code, int depth) throws MalformedFrameException {
        int category = code >>> 4;
        switch (category) {
            case 0x4, 0x5, 0x6, 0x7, 0x8, 0x9 -> skip(FIXED_WIDTHS[category - 0x4]);
            case 0xa -> skip(octet());
            case 0xb -> skip(in.getInt());
            case 0xc, 0xd -> compound(category == 0xc, depth);
            case 0xe, 0xf -> array(category == 0xe, depth);
            default -> throw new MalformedFrameException("There is no type 0x" + Integer.toHexString(code));
        }
    }

    private void compound(boolean small, int depth) throws MalformedFrameException {
        int end = endOf(small);
        int count = number(small);
        for (int i = 0; i < count; i++) {
            value(depth + 1);
            within(end);
        }
        arrived(end);
    }

    private void array(boolean small, int depth) throws MalformedFrameException {
        int end = endOf(small);
        int count = number(small);
        int element = constructor(depth + 1);
        int before = in.position();
        for (int i = 0; i < count; i++) {
            content(element, depth + 1);
            within(end);
            if (i >= MOST_WEIGHTLESS && in.position() == before) {
                throw new MalformedFrameException("An array holds more elements than bytes");
            }
        }
        arrived(end);
    }

    private int endOf(boolean small) throws MalformedFrameException {
        int size = number(small);
        if (size > in.remaining()) {
            throw new MalformedFrameException("A value ends before its size says");
        }
        return in.position() + size;
    }

    private void within(int end) throws MalformedFrameException {
        if (in.position() > end) {
            throw new MalformedFrameException("A value is larger than what holds it");
        }
    }

    private void arrived(int end) throws MalformedFrameException {
        if (in.position() != end) {
            throw new MalformedFrameException("A value is smaller than what holds it");
        }
    }

    private int number(boolean small) throws MalformedFrameException {
        int number = small ? octet() : in.getInt();
        if (number < 0) {
            throw new MalformedFrameException("A size is beyond all bounds");
        }
        return number;
    }

    private int octet() {
        return in.get() & 0xff;
    }

    private void skip(int length) throws MalformedFrameException {
        if (length < 0 || length > in.remaining()) {
            throw new MalformedFrameException("A value ends before its size says");
        }
        in.position(in.position() + length);
    }
}

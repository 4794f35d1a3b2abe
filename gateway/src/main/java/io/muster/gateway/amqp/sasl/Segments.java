package io.muster.gateway.amqp.sasl;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Values that mechanism TPM sends in pieces, each behind a control byte: {@code 0x80} a segment, {@code 0x40} the last one,
 * the low two bits count; {@code 0x00} when the value is whole (clients.md section 5).
 */
final class Segments {
    private static final int SEGMENT = 0x80;
    private static final int LAST = 0x40;
    private static final int SEQUENCE = 0x03;
    private static final int LARGEST_SEGMENT = 470;
    /** Keys are some 300 bytes, names at most 300 more. */
    private static final int LARGEST_VALUE = 2048;

    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    /** Takes a response; the value once it is whole. */
    Optional<byte[]> add(byte[] response) {
        int control = response.length == 0 ? 0 : response[0] & 0xff;
        gathered.write(response, Math.min(1, response.length), Math.max(0, response.length - 1));
        boolean more = (control & SEGMENT) != 0 && (control & LAST) == 0;
        return more ? Optional.empty() : Optional.of(gathered.toByteArray());
    }

    /** Whether the client sends more than any value has. */
    boolean isTooMuch() {
        return gathered.size() > LARGEST_VALUE;
    }

    /** How many segments a value is cut into: two where that is enough, since Java takes exactly two. */
    static int count(byte[] value) {
        return Math.max(2, (value.length + LARGEST_SEGMENT - 1) / LARGEST_SEGMENT);
    }

    /** Segment {@code index} of a value behind its control byte. */
    static byte[] cut(byte[] value, int index) {
        int count = count(value);
        int from = (int) ((long) value.length * index / count);
        int to = (int) ((long) value.length * (index + 1) / count);
        byte[] segment = new byte[1 + to - from];
        segment[0] = (byte) (SEGMENT | (index == count - 1 ? LAST : 0) | (index & SEQUENCE));
        System.arraycopy(value, from, segment, 1, to - from);
        return segment;
    }

    /** What a whole value looks like behind its control byte. */
    static byte[] content(byte[] response) {
        return response.length == 0 ? response : Arrays.copyOfRange(response, 1, response.length);
    }
}

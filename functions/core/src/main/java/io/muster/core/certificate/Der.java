package io.muster.core.certificate;

import java.util.Arrays;

/** Reads DER one element at a time and never recurses; throws IllegalArgumentException where the encoding is broken. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    /** Context-specific and constructed, number 0. */
    static final int CONTEXT = 0xA0;

    private final byte[] bytes;
    private final int end;
    private int at;

    Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Der(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean more() {
        return at < end;
    }

    /** The tag of the next element; 0, which tags nothing, at the end. */
    int tag() {
        return more() ? bytes[at] & 0xFF : 0;
    }

    /** What is inside the next element, which has to have this tag. */
    Der enter(int tag) {
        if (tag() != tag) {
            throw new IllegalArgumentException("unexpected element");
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw new IllegalArgumentException("element longer than what holds it");
        }
        Der inside = new Der(bytes, at, at + length);
        at += length;
        return inside;
    }

    Der enterAny() {
        return enter(tag());
    }

    /** Passes over so many elements. */
    Der skip(int elements) {
        for (int i = 0; i < elements; i++) {
            enterAny();
        }
        return this;
    }

    /** Passes over the count of unused bits at the head of a BIT STRING, which has to be 0. */
    Der wholeOctets() {
        if (octet() != 0) {
            throw new IllegalArgumentException("bits that are not whole octets");
        }
        return this;
    }

    /** All that is left, undecoded. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private int length() {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7F;
        if (octets == 0 || octets > 3) {
            throw new IllegalArgumentException("length in a form that DER does not have");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | octet();
        }
        return length;
    }

    private int octet() {
        if (!more()) {
            throw new IllegalArgumentException("element cut short");
        }
        return bytes[at++] & 0xFF;
    }
}

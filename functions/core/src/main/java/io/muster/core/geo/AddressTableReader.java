package io.muster.core.geo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reads the form that the table is kept in, big-endian: the mark, the number of countries (one byte) and two letters for each;
 * then for IPv4 and for IPv6 (upper halves) the number of runs (four bytes), each start's distance from the one before in
 * groups of seven bits, lowest first, and each run's country (one byte); last the CRC-32 of all before it.
 */
final class AddressTableReader {
    /** "MGE1": the form and its version. */
    static final int MARK = 0x4d474531;

    private static final int CHECKSUM_BYTES = 4;
    private static final int LARGEST = 16 * 1024 * 1024;

    private final ByteBuffer in;

    private AddressTableReader(ByteBuffer in) {
        this.in = in;
    }

    /** @throws MalformedTableException (an IOException) when it is not such a table, whole and unaltered */
    static AddressTable read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST);
        if (bytes.length < CHECKSUM_BYTES || bytes.length == LARGEST) {
            throw new MalformedTableException("it has " + bytes.length + " bytes");
        }
        int length = bytes.length - CHECKSUM_BYTES;
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        if (ByteBuffer.wrap(bytes).getInt(length) != (int) sum.getValue()) {
            throw new MalformedTableException("its checksum is wrong");
        }
        try {
            return new AddressTableReader(ByteBuffer.wrap(bytes, 0, length)).table();
        } catch (BufferUnderflowException e) {
            throw new MalformedTableException("it ends too early");
        }
    }

    private AddressTable table() throws MalformedTableException {
        require(in.getInt() == MARK, "it is of another form or version");
        List<String> countries = countries();
        Runs four = four(countries.size());
        Runs six = six(countries.size());
        require(!in.hasRemaining(), "it goes on after its end");
        return new AddressTable(countries, four, six);
    }

    private List<String> countries() {
        int count = in.get() & 0xff;
        List<String> countries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] letters = new byte[2];
            in.get(letters);
            countries.add(new String(letters, StandardCharsets.US_ASCII));
        }
        return countries;
    }

    private Runs four(int countries) throws MalformedTableException {
        long[] starts = starts();
        // They rise, so the last is the largest.
        require(starts.length == 0 || starts[starts.length - 1] >>> Integer.SIZE == 0, "an IPv4 address is too large");
        return Runs.four(starts, owners(starts.length, countries));
    }

    private Runs six(int countries) throws MalformedTableException {
        long[] starts = starts();
        return Runs.six(starts, owners(starts.length, countries));
    }

    private long[] starts() throws MalformedTableException {
        int count = in.getInt();
        // A run takes two bytes at least: a wrong number must not cost memory.
        require(count >= 0 && count <= in.remaining() / 2, "it ends too early");
        long[] starts = new long[count];
        long last = 0;
        for (int i = 0; i < count; i++) {
            long next = last + distance();
            require(i == 0 || Long.compareUnsigned(next, last) > 0, "its addresses do not rise");
            starts[i] = next;
            last = next;
        }
        return starts;
    }

    private long distance() throws MalformedTableException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte group = in.get();
            value |= (group & 0x7fL) << shift;
            if (group >= 0) {
                return value;
            }
        }
        throw new MalformedTableException("a number is too long");
    }

    private byte[] owners(int runs, int countries) throws MalformedTableException {
        byte[] owners = new byte[runs];
        in.get(owners);
        for (byte owner : owners) {
            require((owner & 0xff) <= countries, "a country is not in its list");
        }
        return owners;
    }

    private static void require(boolean holds, String why) throws MalformedTableException {
        if (!holds) {
            throw new MalformedTableException(why);
        }
    }
}

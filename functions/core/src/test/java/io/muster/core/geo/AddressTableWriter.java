package io.muster.core.geo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** Writes what {@link AddressTableReader} reads, from runs by their start; the country of nobody's is empty. */
final class AddressTableWriter {
    private final NavigableMap<Long, String> four = new TreeMap<>(Long::compareUnsigned);
    private final NavigableMap<Long, String> six = new TreeMap<>(Long::compareUnsigned);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** From this IPv4 address on, until the next one told. */
    AddressTableWriter four(long start, String country) {
        four.put(start, country);
        return this;
    }

    /** From this upper half of an IPv6 address on, until the next one told. */
    AddressTableWriter six(long start, String country) {
        six.put(start, country);
        return this;
    }

    byte[] bytes() {
        List<String> countries = countries();
        out.writeBytes(ByteBuffer.allocate(4).putInt(AddressTableReader.MARK).array());
        out.write(countries.size());
        countries.forEach(letters -> out.writeBytes(letters.getBytes(StandardCharsets.US_ASCII)));
        write(merged(four), countries);
        write(merged(six), countries);
        return sealed(out.toByteArray());
    }

    /** With the checksum behind. */
    static byte[] sealed(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return ByteBuffer.allocate(bytes.length + 4)
                .put(bytes)
                .putInt((int) sum.getValue())
                .array();
    }

    private List<String> countries() {
        TreeSet<String> found = new TreeSet<>(four.values());
        found.addAll(six.values());
        found.remove("");
        return new ArrayList<>(found);
    }

    private static NavigableMap<Long, String> merged(NavigableMap<Long, String> runs) {
        NavigableMap<Long, String> merged = new TreeMap<>(Long::compareUnsigned);
        String last = "";
        for (Map.Entry<Long, String> run : runs.entrySet()) {
            if (!run.getValue().equals(last)) {
                merged.put(run.getKey(), run.getValue());
            }
            last = run.getValue();
        }
        return merged;
    }

    private void write(NavigableMap<Long, String> runs, List<String> countries) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(runs.size()).array());
        long last = 0;
        for (long start : runs.keySet()) {
            number(start - last);
            last = start;
        }
        // indexOf's -1 for nobody's becomes 0.
        runs.values().forEach(letters -> out.write(countries.indexOf(letters) + 1));
    }

    private void number(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

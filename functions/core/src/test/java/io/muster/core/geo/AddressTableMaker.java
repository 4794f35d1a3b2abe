package io.muster.core.geo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes addresses.bin from the data of the package iptocc 3.3.170 (docs/allocation.md says how to run it), whose tables v4.bin
 * and v6.bin, little-endian, are laid out for its own look-up; only their plain parts are read here.
 */
final class AddressTableMaker {
    private static final int BUCKETS = 65_536;
    private static final int UNASSIGNED = 0xff;

    private final AddressTableWriter table = new AddressTableWriter();

    private AddressTableMaker() {}

    /** Arguments: the folder of v4.bin and v6.bin, and the file to write. */
    public static void main(String[] args) throws IOException {
        AddressTableMaker maker = new AddressTableMaker();
        maker.four(little(Path.of(args[0], "v4.bin")));
        maker.six(little(Path.of(args[0], "v6.bin")));
        Files.write(Path.of(args[1]), maker.table.bytes());
    }

    private static ByteBuffer little(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One word for each /16: nobody's, one country's, or the number of a list of changes inside it. */
    private void four(ByteBuffer in) {
        in.position(BUCKETS * 4);
        List<String> countries = countries(in);
        int mixed = in.getInt();
        int bounds = in.position();
        int first = bounds + (mixed + 1) * 4;
        int changes = in.getInt(first + mixed);
        int offsets = first + mixed + 4;
        int owners = offsets + changes * 2;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            long base = (long) bucket << 16;
            int word = in.getInt(bucket * 4);
            switch (word >>> 30) {
                case 2 -> table.four(base, "");
                case 1 -> table.four(base, countries.get(word & 0xff));
                default -> {
                    table.four(base, owner(in, first + word, countries));
                    for (int i = in.getInt(bounds + word * 4); i < in.getInt(bounds + word * 4 + 4); i++) {
                        int offset = in.getShort(offsets + i * 2) & 0xffff;
                        table.four(base + offset, owner(in, owners + i, countries));
                    }
                }
            }
        }
    }

    /** Records by the first 16 bits: 32 more bits of the start, prefix length, country; or a row of a table of odd ranges. */
    private void six(ByteBuffer in) {
        in.position(BUCKETS);
        int populated = in.getInt();
        int firsts = in.position();
        in.position(firsts + (populated + 1) * 4 + populated * 257 * 2);
        skipDeepIndex(in);
        skipDeepIndex(in);
        List<String> countries = countries(in);
        int odd = in.getInt();
        int odds = in.position();
        int records = odds + odd * 33 + 4;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int place = in.get(bucket) & 0xff;
            if (place != UNASSIGNED) {
                for (int i = in.getInt(firsts + place * 4); i < in.getInt(firsts + place * 4 + 4); i++) {
                    record(in, (long) bucket << 48, records + i * 6, odds, countries);
                }
            }
        }
    }

    private void record(ByteBuffer in, long bucket, int at, int odds, List<String> countries) {
        int prefix = in.get(at + 4) & 0xff;
        if (prefix == 0) {
            int row = odds + in.getInt(at) * 33;
            if (in.getLong(row) != 0 || in.getLong(row + 16) != -1) {
                throw new IllegalStateException("a range of IPv6 is finer than /64");
            }
            range(in.getLong(row + 8), in.getLong(row + 24), owner(in, row + 32, countries));
        } else {
            long start = bucket | Integer.toUnsignedLong(in.getInt(at)) << 16;
            range(start, start + (1L << (64 - prefix)) - 1, owner(in, at + 5, countries));
        }
    }

    private void range(long start, long end, String country) {
        table.six(start, country).six(end + 1, "");
    }

    private static void skipDeepIndex(ByteBuffer in) {
        int count = in.getInt();
        in.position(in.position() + count * 2 + count * 257 * 4);
    }

    private static List<String> countries(ByteBuffer in) {
        int count = in.getInt();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] letters = new byte[2];
                    in.get(letters);
                    return new String(letters, StandardCharsets.US_ASCII);
                })
                .toList();
    }

    private static String owner(ByteBuffer in, int at, List<String> countries) {
        int code = in.get(at) & 0xff;
        return code == UNASSIGNED ? "" : countries.get(code);
    }
}

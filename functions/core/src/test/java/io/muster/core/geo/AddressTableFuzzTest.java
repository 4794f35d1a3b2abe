package io.muster.core.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of addresses: whole and right, or refused")
class AddressTableFuzzTest {
    private static final long SEED = 20_261_123;
    private static final String[] COUNTRIES = {"", "DE", "FR", "JP", "US"};

    @Test
    @DisplayName("What is written is found again: at each start, before the next, and nothing before the first")
    void roundTrip() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            TreeMap<Long, String> runs = new TreeMap<>();
            AddressTableWriter writer = new AddressTableWriter();
            // Inside 1.0.0.0 to 9.255.255.255, and 2a00:: to 2aff::, where all is public.
            for (int i = random.nextInt(50); i >= 0; i--) {
                runs.put(0x0100_0000L + random.nextInt(0x0900_0000), COUNTRIES[random.nextInt(COUNTRIES.length)]);
            }
            runs.forEach((start, country) -> writer.four(start, country).six((0x2aL << 56) + (start << 17), country));
            AddressTable table = read(writer.bytes());

            assertEquals(Optional.empty(), four(table, runs.firstKey() - 1), () -> "seed " + SEED);
            for (long start : runs.keySet()) {
                assertFound(table, runs, start);
                assertFound(table, runs, start + random.nextInt(1000));
            }
        }
    }

    @Test
    @DisplayName("Cut anywhere, or with any one byte changed, it is refused")
    void damaged() {
        byte[] whole = sample();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
        Random random = new Random(SEED);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            refused(changed);
        }
    }

    @Test
    @DisplayName("Nonsense under a right checksum is refused, or read without harm")
    void nonsense() {
        Random random = new Random(SEED);
        byte[] inside = Arrays.copyOf(sample(), sample().length - 4);
        int refusals = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = Arrays.copyOf(inside, 4 + random.nextInt(inside.length));
            for (int i = random.nextInt(4); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                four(read(AddressTableWriter.sealed(changed)), random.nextInt() & 0xffffffffL);
            } catch (MalformedTableException e) {
                refusals++;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + round, e);
            }
        }
        assertTrue(refusals > 10_000, refusals + " refusals");
    }

    @Test
    @DisplayName("A refusal says what is wrong")
    void reasons() {
        assertTrue(refused(new byte[0]).contains("0 bytes"));
        assertTrue(refused(new byte[20]).contains("checksum"));
        assertTrue(refused(AddressTableWriter.sealed(new byte[20])).contains("form or version"));
        byte[] longer = Arrays.copyOf(sample(), sample().length - 3);
        assertTrue(refused(AddressTableWriter.sealed(longer)).contains("after its end"));
    }

    private static byte[] sample() {
        return new AddressTableWriter()
                .four(0x0100_0000L, "DE")
                .four(0x0200_0000L, "")
                .four(0x0300_0000L, "JP")
                .six(0x2a00L << 48, "FR")
                .six(0x2a01L << 48, "US")
                .bytes();
    }

    private static String refused(byte[] bytes) {
        return assertThrows(MalformedTableException.class, () -> read(bytes)).toString();
    }

    private static void assertFound(AddressTable table, NavigableMap<Long, String> runs, long address)
            throws IOException {
        Map.Entry<Long, String> run = runs.floorEntry(address);
        Optional<String> wanted = Optional.of(run.getValue()).filter(country -> !country.isEmpty());
        assertEquals(wanted, four(table, address), () -> "seed " + SEED);
        byte[] six = ByteBuffer.allocate(16)
                .putLong((0x2aL << 56) + (address << 17) + 5)
                .putLong(-1)
                .array();
        assertEquals(wanted, table.country(InetAddress.getByAddress(six)), () -> "seed " + SEED);
    }

    private static Optional<String> four(AddressTable table, long address) throws IOException {
        return table.country(InetAddress.getByAddress(
                ByteBuffer.allocate(4).putInt((int) address).array()));
    }

    private static AddressTable read(byte[] bytes) throws IOException {
        return AddressTable.read(new ByteArrayInputStream(bytes));
    }
}

package io.muster.gateway.amqp.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.security.SaslInit;
import org.apache.qpid.proton.amqp.security.SaslMechanisms;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Open;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The look at a value's structure before the library decodes it")
class ValueScanTest {
    private static final long SEED = 20_260_711L;

    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);

    ValueScanTest() {
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    }

    @Test
    void what_the_library_writes_passes_to_its_last_byte() throws Exception {
        for (Object value : samples()) {
            byte[] bytes = encoded(value);
            assertEquals(bytes.length, ValueScan.end(bytes, 0), value.toString());
        }
    }

    @Test
    void values_in_a_row_pass_together() throws Exception {
        byte[] bytes = new byte[] {0x40, 0x43, 0x41};

        assertEquals(1, ValueScan.end(bytes, 0));
        ValueScan.all(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "3f",
                "a1",
                "a105616263",
                "b0ffffffff",
                "b07fffffff00",
                "c00501",
                "c0020240",
                "c0010240",
                "d000000001",
                "d0ffffffff00000000",
                "d0000000047fffffff",
                "e0025040",
                "f0000000057fffffff40",
                "f000000005ffffffff40",
                "0000000000000000000000000000000000000000",
                "005310",
                "40d0"
            })
    void sizes_counts_and_depths_that_do_not_hold_are_refused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThrows(MalformedFrameException.class, () -> ValueScan.all(bytes));
    }

    @Test
    void lists_in_lists_are_followed_so_far_and_no_further() throws Exception {
        assertEquals(nested(10).length, ValueScan.end(nested(10), 0));
        assertThrows(MalformedFrameException.class, () -> ValueScan.end(nested(20), 0));
    }

    @Test
    @DisplayName(
            "Whatever passes, the library decodes or refuses it in a moment: no endless recursion, no huge allocation")
    void fuzz() {
        Random random = new Random(SEED);
        List<byte[]> seeds = samples().stream().map(this::encoded).toList();
        int passed = 0;
        for (int i = 0; i < Effort.inputs(200_000); i++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            String which =
                    "seed " + SEED + ", input " + i + ": " + HexFormat.of().formatHex(bytes);
            if (scans(bytes)) {
                passed++;
                decode(bytes, which);
            }
        }
        assertTrue(passed > 1_000, "too few inputs passed to prove anything: " + passed);
    }

    private static boolean scans(byte[] bytes) {
        try {
            return ValueScan.end(bytes, 0) <= bytes.length;
        } catch (MalformedFrameException e) {
            return false;
        }
    }

    private void decode(byte[] bytes, String which) {
        decoder.setByteBuffer(ByteBuffer.wrap(bytes));
        try {
            Object unused = decoder.readObject();
        } catch (RuntimeException e) {
            return; // refused, which is as good
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(which, e);
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, Math.max(1, seed.length + random.nextInt(9) - 4));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) 0;
                case 2 -> (byte) 0xff;
                default -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            };
        }
        return bytes;
    }

    private static byte[] nested(int depth) {
        byte[] value = {0x45};
        for (int i = 0; i < depth; i++) {
            ByteBuffer outer = ByteBuffer.allocate(value.length + 9);
            outer.put((byte) 0xd0).putInt(value.length + 4).putInt(1).put(value);
            value = outer.array();
        }
        return value;
    }

    private byte[] encoded(Object value) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        encoder.setByteBuffer(out);
        encoder.writeObject(value);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static List<Object> samples() {
        Open open = new Open();
        open.setContainerId("device");
        open.setHostname("dps.example");
        open.setMaxFrameSize(UnsignedInteger.valueOf(65_536));
        open.setProperties(Map.of(Symbol.valueOf("product"), "it"));
        Source source = new Source();
        source.setAddress("0ne1/registrations/d");
        Attach attach = new Attach();
        attach.setName("in");
        attach.setHandle(UnsignedInteger.ZERO);
        attach.setRole(Role.RECEIVER);
        attach.setSource(source);
        attach.setProperties(Map.of(Symbol.valueOf("com.microsoft:api-version"), "2019-03-31"));
        SaslInit init = new SaslInit();
        init.setMechanism(Symbol.valueOf("PLAIN"));
        init.setInitialResponse(new Binary(new byte[300]));
        SaslMechanisms mechanisms = new SaslMechanisms();
        mechanisms.setSaslServerMechanisms(Symbol.valueOf("PLAIN"), Symbol.valueOf("TPM"));
        return List.of(open, attach, init, mechanisms, List.of(1, "two", 3L, Map.of("a", true)), "text");
    }
}

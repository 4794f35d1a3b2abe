package io.muster.local.portmap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GreetingFuzzTest {

    private static final List<Function<Buffer, Greeting>> PARSERS =
            List.of(Socks5::methods, Socks5::request, HttpConnect::request);
    private static final List<Buffer> SEEDS = List.of(
            Buffer.buffer(new byte[] {5, 2, 0, 2}),
            Buffer.buffer(new byte[] {5, 1, 0, 1, 127, 0, 0, 2, 0x22, (byte) 0xB3}),
            Buffer.buffer(new byte[] {5, 1, 0, 3, 3, 'h', 'u', 'b', 1, (byte) 0xBB}),
            Buffer.buffer("CONNECT hub.test:443 HTTP/1.1\r\nHost: hub.test:443\r\n\r\n"));

    @Test
    @DisplayName("no bytes break a greeting parser, and none claims more bytes than there are")
    void noBytesBreakAParser() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Buffer bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            for (Function<Buffer, Greeting> parser : PARSERS) {
                try {
                    Greeting greeting = parser.apply(bytes);
                    if (greeting instanceof Greeting.Connect connect) {
                        assertTrue(connect.consumed() <= bytes.length() && connect.port() <= 0xFFFF);
                    }
                } catch (RuntimeException e) {
                    fail("seed " + seed + ", round " + round, e);
                }
            }
        }
    }

    @Test
    @DisplayName("a greeting cut anywhere is incomplete, not refused")
    void cutGreetingIsIncomplete() {
        Buffer request = SEEDS.get(2);
        for (int length = 0; length < request.length(); length++) {
            assertInstanceOf(Greeting.Incomplete.class, Socks5.request(request.getBuffer(0, length)));
        }
        assertInstanceOf(Greeting.Connect.class, Socks5.request(request));
    }

    private static Buffer mutated(Buffer seed, Random random) {
        Buffer bytes = seed.copy();
        for (int i = random.nextInt(4); i > 0 && bytes.length() > 0; i--) {
            bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt(256));
        }
        return random.nextBoolean() ? bytes : bytes.getBuffer(0, random.nextInt(bytes.length() + 1));
    }
}

package io.muster.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 7.6: framer and decoder with input of any kind")
class PacketFuzzTest {
    private static final int INPUTS = Math.max(3_000, Integer.getInteger("muster.fuzz", 0));
    private static final int BODY_LIMIT = 4096;

    private static final String[] SEEDS = {
        // CONNECT with user name and password, SUBSCRIBE, UNSUBSCRIBE, PUBLISH with QoS 1 and 0, PUBACK, PINGREQ,
        // DISCONNECT
        "101d00044d51545404c000e600056465762d310004732f722f000173" + "0000" + "00",
        "821d000100182464" + "70732f726567697374726174696f6e732f7265732f2301",
        "a21c000100182464" + "70732f726567697374726174696f6e732f7265732f23",
        "321100082464707320666f6f00017b2261223a317d",
        "300d0008246470732f726567" + "7b7d20",
        "40020001",
        "c000",
        "e000"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("changed packets are read or refused, in pieces as at once, and never fail otherwise")
    void changedPackets(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = changed(random);
            String atOnce = read(input, input.length);
            String inPieces = read(input, 1 + random.nextInt(7));
            assertEquals(
                    atOnce,
                    inPieces,
                    () -> "seed " + seed + ": " + HexFormat.of().formatHex(input));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    @DisplayName("topics and user names of any text are read or refused")
    void texts(long seed) {
        Random random = new Random(seed);
        String[] parts = {
            "$dps/registrations/",
            "PUT/iotdps-register/",
            "GET/iotdps-get-operationstatus/",
            "?",
            "$rid=",
            "&",
            "operationId=",
            "%",
            "%41",
            "=",
            "/",
            "\0",
            "api-version=",
            "registrations",
            "\u00fc",
            "a"
        };
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? parts[0] : "");
            for (int at = random.nextInt(8); at > 0; at--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String topic = text.toString();
            Optional<RequestTopic> read = RequestTopic.parse(topic);
            assertEquals(topic.startsWith(parts[0]) && topic.indexOf('\0') < 0, read.isPresent(), topic);
            read.ifPresent(request -> assertTrue(topic.contains(request.rid()), topic));
            Optional<UserName> name = UserName.parse(topic);
            name.ifPresent(parsed -> assertTrue(topic.startsWith(parsed.idScope() + "/registrations/"), topic));
        }
    }

    /** All packets of an input as text, up to where it is refused. */
    private static String read(byte[] input, int pieces) {
        StringBuilder story = new StringBuilder();
        PacketFramer framer = new PacketFramer(BODY_LIMIT);
        framer.connectSeen();
        try {
            for (int at = 0; at < input.length; at += pieces) {
                framer.add(Buffer.buffer(Arrays.copyOfRange(input, at, Math.min(input.length, at + pieces))));
                for (Optional<byte[]> packet = framer.next(); packet.isPresent(); packet = framer.next()) {
                    Packet read = PacketReader.read(packet.get());
                    story.append(read.getClass().getSimpleName())
                            .append(packet.get().length)
                            .append(' ');
                }
            }
            return story.append(framer.isPartial() ? "partial" : "").toString();
        } catch (MalformedPacketException e) {
            return story.append("refused").toString();
        } catch (RuntimeException e) {
            return fail("Broke on " + HexFormat.of().formatHex(input), e);
        }
    }

    private static byte[] changed(Random random) {
        byte[] one = HexFormat.of().parseHex(SEEDS[random.nextInt(SEEDS.length)]);
        byte[] two = HexFormat.of().parseHex(SEEDS[random.nextInt(SEEDS.length)]);
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(both.length);
            switch (random.nextInt(4)) {
                case 0 -> both[at] = (byte) random.nextInt(256);
                case 1 -> both[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> both[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
                default -> both = Arrays.copyOf(both, 1 + random.nextInt(both.length));
            }
        }
        return both;
    }
}

package io.muster.gateway.amqp.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cutting a stream into headers and frames")
class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @Test
    void a_header_and_two_frames_that_come_byte_by_byte() throws Exception {
        byte[] first = frame(8, 2, new byte[0]);
        byte[] second = frame(11, 2, new byte[] {1, 2, 3});
        feed(ProtocolHeader.SASL.bytes());
        assertEquals(Optional.of(ProtocolHeader.SASL), reader.header());

        for (byte each : first) {
            assertEquals(Optional.empty(), reader.frame(512));
            reader.append(new byte[] {each});
        }
        assertTrue(reader.frame(512).orElseThrow().isEmpty());
        feed(second);
        Frame frame = reader.frame(512).orElseThrow();

        assertArrayEquals(second, frame.whole());
        assertEquals(8, frame.bodyAt());
        assertFalse(reader.isInside());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HT", "AMQQ", "AMQP\2\1\0\0", "AMQP\0\0\1\0", "AMQP\0\1\0\1"})
    void no_header_of_ours_is_refused_as_soon_as_it_shows(String bytes) {
        reader.append(bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThrows(MalformedFrameException.class, reader::header);
    }

    @Test
    void half_a_header_is_waited_for() throws Exception {
        feed(new byte[] {'A', 'M', 'Q', 'P', 0});

        assertEquals(Optional.empty(), reader.header());
        assertTrue(reader.isInside());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 513, Integer.MAX_VALUE, -1})
    void a_size_out_of_bounds_is_refused_before_the_frame_has_come(int size) {
        feed(ByteBuffer.allocate(4).putInt(size).array());

        assertThrows(MalformedFrameException.class, () -> reader.frame(512));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 255})
    void a_body_must_begin_inside_the_frame(int words) {
        feed(frame(9, words, new byte[1]));

        assertThrows(MalformedFrameException.class, () -> reader.frame(512));
    }

    private void feed(byte[] bytes) {
        reader.append(bytes);
    }

    private static byte[] frame(int size, int words, byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .putInt(size)
                .put((byte) words)
                .put((byte) 0)
                .putShort((short) 0)
                .put(body)
                .array();
    }
}

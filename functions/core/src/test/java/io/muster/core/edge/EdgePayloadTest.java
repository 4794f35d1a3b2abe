package io.muster.core.edge;

import static io.muster.core.edge.EdgeSamples.NOW;
import static io.muster.core.edge.EdgeSamples.chainOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("seams 2: strict payload")
class EdgePayloadTest {
    private final byte[] payload = EdgePayload.encode(EdgeSamples.claims(NOW, ClientChain.none()));

    @Test
    void a_trailing_byte_is_refused() {
        assertEquals(EdgeRefusal.MALFORMED, refusal(Arrays.copyOf(payload, payload.length + 1)));
    }

    @Test
    void a_missing_byte_is_refused() {
        assertEquals(EdgeRefusal.MALFORMED, refusal(Arrays.copyOf(payload, payload.length - 1)));
        assertEquals(EdgeRefusal.MALFORMED, refusal(new byte[0]));
    }

    @Test
    void an_unknown_protocol_and_a_time_out_of_range_are_refused() {
        int protocolAt = 1 + Long.BYTES + 1 + 3 + 2 + EdgeSamples.TARGET.length() + 32;

        assertEquals(EdgeRefusal.MALFORMED, refusal(withByte(protocolAt, 99)));
        assertEquals(EdgeRefusal.MALFORMED, refusal(withByte(1, 0xff)));
        assertEquals(EdgeRefusal.MALFORMED, refusal(withByte(1, 0x7f)));
    }

    @Test
    void a_method_that_is_too_long_is_refused_before_it_is_read() {
        assertEquals(EdgeRefusal.MALFORMED, refusal(withByte(1 + Long.BYTES, 17)));
    }

    @Test
    void seven_certificates_are_refused_by_count_alone() {
        assertEquals(EdgeRefusal.CHAIN_TOO_LONG, refusal(withByte(payload.length - 1, 7)));
    }

    @Test
    void more_than_12_kilobytes_of_certificates_are_refused_by_length_alone() {
        byte[] announced = Arrays.copyOf(payload, payload.length + 2);
        announced[payload.length - 1] = 1;
        ByteBuffer.wrap(announced).putShort(payload.length, (short) (ClientChain.MOST_BYTES + 1));

        assertEquals(EdgeRefusal.CHAIN_TOO_LARGE, refusal(announced));
    }

    @Test
    void a_certificate_of_no_bytes_is_refused() {
        byte[] announced = Arrays.copyOf(payload, payload.length + 2);
        announced[payload.length - 1] = 1;

        assertEquals(EdgeRefusal.MALFORMED, refusal(announced));
    }

    @Test
    void a_space_in_the_target_is_refused() {
        assertEquals(EdgeRefusal.MALFORMED, refusal(withByte(1 + Long.BYTES + 1 + 3 + 2 + 1, ' ')));
    }

    @Test
    void a_chain_of_exactly_12_kilobytes_passes() throws MalformedPayloadException {
        EdgeClaims claims = EdgeSamples.claims(NOW, chainOf(ClientChain.MOST_BYTES));

        assertEquals(claims, EdgePayload.decode(EdgePayload.encode(claims)));
    }

    private byte[] withByte(int at, int value) {
        byte[] changed = payload.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static EdgeRefusal refusal(byte[] bytes) {
        return assertThrows(MalformedPayloadException.class, () -> EdgePayload.decode(bytes))
                .reason();
    }
}

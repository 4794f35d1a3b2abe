package io.muster.core.edge;

import static io.muster.core.edge.EdgeSamples.NOW;
import static io.muster.core.edge.EdgeSamples.chainOf;
import static io.muster.core.edge.EdgeSamples.ders;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 2: the values in an edge header")
class EdgeValuesTest {
    @Test
    void a_chain_too_long_or_too_large_is_named() {
        assertEquals(Optional.of(EdgeRefusal.CHAIN_TOO_LONG), ClientChain.excess(ders(1, 1, 1, 1, 1, 1, 1)));
        assertEquals(Optional.of(EdgeRefusal.CHAIN_TOO_LARGE), ClientChain.excess(ders(ClientChain.MOST_BYTES, 1)));
        assertEquals(Optional.empty(), ClientChain.excess(ders(1, 1, 1, 1, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> chainOf(ClientChain.MOST_BYTES, 1));
        assertThrows(IllegalArgumentException.class, () -> chainOf(1, 0));
    }

    @Test
    void a_chain_keeps_copies_and_compares_by_content() {
        List<byte[]> given = ders(3, 4);
        ClientChain chain = ClientChain.of(given);
        given.get(0)[0] = 99;
        chain.der().get(1)[0] = 99;

        assertEquals(chainOf(3, 4), chain);
        assertEquals(chainOf(3, 4).hashCode(), chain.hashCode());
        assertNotEquals(chainOf(3), chain);
        assertNotEquals("chain", (Object) chain);
        assertTrue(ClientChain.none().isEmpty());
        assertFalse(chain.isEmpty());
    }

    @Test
    void a_digest_keeps_copies_and_compares_by_content() {
        byte[] bytes = new byte[32];
        BodyDigest digest = BodyDigest.ofSha256(bytes);
        bytes[0] = 1;
        digest.bytes()[0] = 1;

        assertEquals(BodyDigest.ofSha256(new byte[32]), digest);
        assertEquals(BodyDigest.ofSha256(new byte[32]).hashCode(), digest.hashCode());
        assertNotEquals(BodyDigest.ofSha256(bytes), digest);
        assertNotEquals("digest", (Object) digest);
        assertThrows(IllegalArgumentException.class, () -> BodyDigest.ofSha256(new byte[31]));
    }

    @Test
    void protocols_have_their_contract_names() {
        List<String> labels =
                List.of(EdgeProtocol.values()).stream().map(EdgeProtocol::label).toList();

        assertEquals(List.of("https", "mqtt", "mqtt-ws", "amqp", "amqp-ws"), labels);
    }

    @Test
    void issued_at_is_cut_to_seconds_and_bounded() {
        assertEquals(
                NOW, EdgeSamples.claims(NOW.plusMillis(999), ClientChain.none()).issuedAt());
        assertThrows(
                IllegalArgumentException.class,
                () -> EdgeSamples.claims(Instant.ofEpochSecond(-1), ClientChain.none()));
        assertThrows(IllegalArgumentException.class, () -> EdgeSamples.claims(Instant.MAX, ClientChain.none()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', /, 1, h",
        "PUTPUTPUTPUTPUTPU, /, 1, h",
        "P T, /, 1, h",
        "PUT, '', 1, h",
        "PUT, x, 1, h",
        "PUT, /\u00e9, 1, h",
        "PUT, /, 1 2, h",
        "PUT, /, 1, h h",
    })
    void texts_that_cannot_be_carried_are_refused(String method, String target, String address, String host) {
        assertThrows(IllegalArgumentException.class, () -> claims(method, target, address, host));
    }

    @Test
    void the_longest_texts_are_as_stated() {
        String longest = "/" + "p".repeat(EdgeClaims.longestTarget() - 1);
        String host = "h".repeat(EdgeClaims.longestHostName());

        assertEquals(longest, claims("PUT", longest, "", host).rawPathAndQuery());
        assertThrows(IllegalArgumentException.class, () -> claims("PUT", longest + "p", "", ""));
        assertThrows(IllegalArgumentException.class, () -> claims("PUT", "/", "", host + "h"));
    }

    private static EdgeClaims claims(String method, String target, String address, String host) {
        BodyDigest empty = BodyDigest.of(new byte[0]);
        return new EdgeClaims(NOW, method, target, empty, EdgeProtocol.HTTPS, address, host, ClientChain.none());
    }
}

package io.muster.core.edge;

import static io.muster.core.edge.EdgeSamples.BODY;
import static io.muster.core.edge.EdgeSamples.NOW;
import static io.muster.core.edge.EdgeSamples.TARGET;
import static io.muster.core.edge.EdgeSamples.chainOf;
import static io.muster.core.edge.EdgeSamples.claims;
import static io.muster.core.edge.EdgeSamples.headerOf;
import static io.muster.core.edge.EdgeSamples.keyText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 2: the edge header")
class EdgeHeaderTest {
    private final EdgeHeader header = headerOf(keyText("a", 1));
    private final EdgeClaims claims = claims(NOW, chainOf(90, 70, 60));
    private final String text = header.sign(claims);

    @Test
    void a_signed_header_comes_back_with_its_claims() {
        assertEquals(new EdgeVerdict.Genuine(claims), verify(text));
        assertEquals("PUT", verify(text).match(EdgeClaims::method, EdgeRefusal::name));
        assertTrue(text.startsWith("v1.a."), text);
    }

    @Test
    void the_header_is_the_four_parts_of_the_contract_and_the_mac_covers_the_first_three() {
        String[] parts = text.split("[.]", -1);

        assertEquals(4, parts.length);
        String signed = parts[0] + "." + parts[1] + "." + parts[2];
        assertEquals(signed + "." + macText(signed), text);
    }

    @Test
    void the_largest_claims_fit_into_20_kilobytes() {
        EdgeClaims largest = new EdgeClaims(
                NOW,
                "M".repeat(16),
                "/" + "p".repeat(2047),
                BodyDigest.of(BODY),
                EdgeProtocol.AMQP_WS,
                "f".repeat(64),
                "h".repeat(255),
                chainOf(2048, 2048, 2048, 2048, 2048, 2048));
        EdgeHeader longNamed = headerOf(keyText("k".repeat(16), 3));

        assertTrue(longNamed.sign(largest).length() <= EdgeHeader.LONGEST);
    }

    @Test
    void every_flipped_bit_is_refused() {
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < 8; bit++) {
                String flipped = text.substring(0, i) + (char) (text.charAt(i) ^ (1 << bit)) + text.substring(i + 1);
                assertTrue(verify(flipped) instanceof EdgeVerdict.Refused, "bit " + bit + " of character " + i);
            }
        }
    }

    @Test
    void every_truncation_is_refused() {
        for (int length = 0; length < text.length(); length++) {
            assertTrue(verify(text.substring(0, length)) instanceof EdgeVerdict.Refused, "cut to " + length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-61, NOT_YET_VALID",
        "-60, GENUINE",
        "0, GENUINE",
        "60, GENUINE",
        "120, GENUINE",
        "121, EXPIRED",
        "86400, EXPIRED"
    })
    void it_is_accepted_for_60_seconds_with_60_seconds_of_skew(long age, String expected) {
        assertEquals(expected, word(verifyAt(text, NOW.plusSeconds(age))));
    }

    @Test
    void it_is_bound_to_the_request() {
        assertEquals(
                EdgeRefusal.OTHER_METHOD.name(), word(header.verify(text, "GET", TARGET, BodyDigest.of(BODY), NOW)));
        assertEquals(
                EdgeRefusal.OTHER_TARGET.name(),
                word(header.verify(text, "PUT", TARGET + "&x", BodyDigest.of(BODY), NOW)));
        assertEquals(
                EdgeRefusal.OTHER_BODY.name(),
                word(header.verify(text, "PUT", TARGET, BodyDigest.of(new byte[0]), NOW)));
    }

    @Test
    void it_holds_for_the_path_as_the_platform_spells_it_again() {
        String respelled = TARGET.replace("registrations", "r%65gistrations");

        assertEquals("GENUINE", word(header.verify(text, "PUT", respelled, BodyDigest.of(BODY), NOW)));
        assertEquals(
                "OTHER_TARGET", word(header.verify(text, "PUT", TARGET.replace("%2F", "/"), BodyDigest.of(BODY), NOW)));
    }

    @Test
    void two_keys_live_at_once_and_the_first_signs() {
        EdgeHeader before = headerOf(keyText("a", 1) + "," + keyText("b", 2));
        EdgeHeader after = headerOf(keyText("b", 2) + "," + keyText("a", 1));

        assertTrue(after.sign(claims).startsWith("v1.b."));
        assertEquals("GENUINE", word(judge(before, after.sign(claims))));
        assertEquals("GENUINE", word(judge(after, before.sign(claims))));
        assertEquals("UNKNOWN_KEY", word(judge(header, after.sign(claims))));
    }

    @Test
    void the_same_id_with_another_key_is_refused() {
        assertEquals("WRONG_MAC", word(judge(headerOf(keyText("a", 9)), text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1.a.b", "v1.a.b.c.d", "....", "no header at all"})
    void other_shapes_are_malformed(String shape) {
        assertEquals("MALFORMED", word(verify(shape)));
    }

    @Test
    void another_version_and_an_overlong_header_say_so() {
        assertEquals("UNKNOWN_VERSION", word(verify("v2" + text.substring(2))));
        assertEquals("TOO_LONG", word(verify("v1.a." + "A".repeat(EdgeHeader.LONGEST) + ".A")));
    }

    @Test
    void a_payload_that_is_signed_but_not_base64_is_malformed() {
        String signed = "v1.a.*";

        String forged = signed + "." + macText(signed);

        assertEquals("MALFORMED", word(verify(forged)));
    }

    @Test
    void a_signed_payload_of_another_version_is_refused_by_name() {
        String signed = "v1.a.Ag";

        String forged = signed + "." + macText(signed);

        assertEquals("UNKNOWN_VERSION", word(verify(forged)));
    }

    @Test
    void the_name_is_fixed() {
        assertEquals("x-muster-edge", EdgeHeader.name());
    }

    private EdgeVerdict verify(String headerText) {
        return verifyAt(headerText, NOW);
    }

    private EdgeVerdict verifyAt(String headerText, Instant now) {
        return header.verify(headerText, "PUT", TARGET, BodyDigest.of(BODY), now);
    }

    private static EdgeVerdict judge(EdgeHeader by, String headerText) {
        return by.verify(headerText, "PUT", TARGET, BodyDigest.of(BODY), NOW);
    }

    private static String macText(String signed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 1);
        byte[] mac = new EdgeKey("a", key).mac(signed.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private static String word(EdgeVerdict verdict) {
        return verdict.match(genuine -> "GENUINE", EdgeRefusal::name);
    }
}

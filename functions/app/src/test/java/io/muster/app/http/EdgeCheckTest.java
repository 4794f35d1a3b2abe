package io.muster.app.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeProtocol;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Seams 2: which client certificates and address a request is believed to come with")
class EdgeCheckTest {
    private static final byte[] LEAF = {0x30, 3, 2, 1, 1};
    private static final byte[] ISSUER = {0x30, 3, 2, 1, 2};
    private static final EdgeKeys KEYS = keys(1);
    private static final Map<String, String> FORWARDED =
            Map.of("x-forwarded-for", "8.8.4.4:1234", "forwarded", "for=8.8.4.4", "x-client-ip", "8.8.4.4");
    private static final String BODY = "{\"note\":\"ü\"}";

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final List<Request> passed = new ArrayList<>();

    @Test
    void a_genuine_edge_header_brings_its_chain() {
        assertChain(List.of(LEAF, ISSUER), gateway(), request(edge(KEYS), Map.of()));
    }

    @Test
    void without_either_header_there_is_no_certificate() {
        assertChain(List.of(), gateway(), request(Optional.empty(), Map.of()));
        assertChain(List.of(), platform(), request(Optional.empty(), Map.of()));
    }

    @Test
    void the_platforms_header_counts_only_where_the_platform_stands_in_front() {
        Request request = request(Optional.empty(), leafOnly(LEAF));

        assertChain(List.of(), gateway(), request);
        assertChain(List.of(LEAF), platform(), request);
    }

    @Test
    void behind_both_the_gateways_word_wins() {
        assertChain(List.of(LEAF, ISSUER), platform(), request(edge(KEYS), leafOnly(ISSUER)));
    }

    @Test
    void a_header_that_does_not_hold_is_refused_and_nothing_else_is_looked_at() {
        assertRefused(platform(), request(Optional.of("garbage"), leafOnly(LEAF)));
        assertRefused(gateway(), request(edge(keys(2)), Map.of()));
        assertRefused(gateway(), request(edge(KEYS).map(it -> it + "A"), Map.of()));
    }

    @Test
    void a_header_holds_for_its_own_method_target_and_body() {
        String genuine = edge(KEYS).orElseThrow();
        Map<String, String> headers = Map.of(EdgeHeader.name(), genuine);

        assertRefused(gateway(), new Request("POST", "/a/b", "c=d", headers, BODY));
        assertRefused(gateway(), new Request("PUT", "/a/x", "c=d", headers, BODY));
        assertRefused(gateway(), new Request("PUT", "/a/b", "", headers, BODY));
        assertRefused(gateway(), new Request("PUT", "/a/b", "c=d", headers, BODY + " "));
    }

    @Test
    void a_header_is_good_for_a_minute_and_a_minute_of_skew() {
        Request request = request(edge(KEYS), Map.of());
        clock.advance(Duration.ofMinutes(2));
        assertChain(List.of(LEAF, ISSUER), gateway(), request);

        clock.advance(Duration.ofSeconds(1));

        assertRefused(gateway(), request);
    }

    @Test
    void without_keys_an_edge_header_says_nothing() {
        EdgeCheck check = new EdgeCheck(Optional.empty(), false, this::pass, clock);

        assertChain(List.of(), check, request(edge(KEYS), Map.of()));
    }

    @Test
    void a_genuine_edge_header_brings_the_clients_address() {
        assertEquals(Optional.of("2003:0:0:0:0:0:0:7"), client(gateway(), edge(KEYS, "2003::7"), Map.of()));
        assertEquals(Optional.of("8.8.8.8"), client(platform(), edge(KEYS, "8.8.8.8"), FORWARDED));
    }

    @Test
    void an_address_that_is_none_is_unknown() {
        assertEquals(Optional.empty(), client(gateway(), edge(KEYS, ""), Map.of()));
        assertEquals(Optional.empty(), client(gateway(), edge(KEYS, "localhost"), Map.of()));
    }

    @Test
    void without_an_edge_header_the_clients_address_is_unknown_whatever_other_headers_say() {
        assertEquals(Optional.empty(), client(gateway(), Optional.empty(), FORWARDED));
        assertEquals(Optional.empty(), client(platform(), Optional.empty(), FORWARDED));
        EdgeCheck keyless = new EdgeCheck(Optional.empty(), false, this::pass, clock);
        assertEquals(Optional.empty(), client(keyless, edge(KEYS, "8.8.8.8"), FORWARDED));
    }

    private Optional<String> client(EdgeCheck check, Optional<String> edge, Map<String, String> more) {
        assertEquals(200, check.answer(request(edge, more)).status());
        return passed.get(passed.size() - 1).client().map(InetAddress::getHostAddress);
    }

    private EdgeCheck gateway() {
        return new EdgeCheck(Optional.of(KEYS), false, this::pass, clock);
    }

    private EdgeCheck platform() {
        return new EdgeCheck(Optional.of(KEYS), true, this::pass, clock);
    }

    private Response pass(Request request) {
        passed.add(request);
        return Response.json(200, "{}");
    }

    private void assertChain(List<byte[]> expected, EdgeCheck check, Request request) {
        assertEquals(200, check.answer(request).status());
        assertArrayEquals(
                expected.toArray(), passed.get(passed.size() - 1).chain().toArray());
    }

    private void assertRefused(EdgeCheck check, Request request) {
        passed.clear();
        Problem refused = assertThrows(Problem.class, () -> check.answer(request));
        assertEquals(ProblemKind.INVALID_ARGUMENT, refused.kind());
        assertTrue(passed.isEmpty());
    }

    private static Request request(Optional<String> edge, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        edge.ifPresent(value -> headers.put(EdgeHeader.name(), value));
        return new Request("PUT", "/a/b", "c=d", headers, BODY);
    }

    private static Map<String, String> leafOnly(byte[] der) {
        return Map.of(PlatformCertificate.HEADER, Base64.getEncoder().encodeToString(der));
    }

    private static Optional<String> edge(EdgeKeys keys) {
        return edge(keys, "127.0.0.1");
    }

    private static Optional<String> edge(EdgeKeys keys, String client) {
        return Optional.of(new EdgeHeader(keys)
                .sign(new EdgeClaims(
                        TestData.NOW,
                        "PUT",
                        "/a/b?c=d",
                        BodyDigest.of(BODY.getBytes(StandardCharsets.UTF_8)),
                        EdgeProtocol.HTTPS,
                        client,
                        "dps.example",
                        ClientChain.of(List.of(LEAF, ISSUER)))));
    }

    private static EdgeKeys keys(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return EdgeKeys.parse("k:" + Base64.getEncoder().encodeToString(key));
    }
}

package io.muster.core.edge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Claims, keys and chains that the tests of this package share. */
final class EdgeSamples {
    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String TARGET = "/0ne0001/registrations/a%2Fb/../register?api-version=2019-03-31";
    static final byte[] BODY = "{\"registrationId\":\"a\"}".getBytes(StandardCharsets.UTF_8);

    private EdgeSamples() {}

    static String keyText(String id, int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }

    static EdgeHeader headerOf(String keys) {
        return new EdgeHeader(EdgeKeys.parse(keys));
    }

    static EdgeClaims claims(Instant issuedAt, ClientChain chain) {
        return new EdgeClaims(
                issuedAt, "PUT", TARGET, BodyDigest.of(BODY), EdgeProtocol.HTTPS, "127.0.0.1", "dps.example", chain);
    }

    static ClientChain chainOf(int... lengths) {
        return ClientChain.of(ders(lengths));
    }

    static List<byte[]> ders(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> {
                    byte[] der = new byte[length];
                    Arrays.fill(der, (byte) length);
                    return der;
                })
                .toList();
    }
}

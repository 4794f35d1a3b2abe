package io.muster.core.edge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the gateway says about one request. Issued-at in whole seconds; path and query raw, as forwarded;
 * texts are visible ASCII (method 1–16, target 1–2048 from {@code /}, address 0–64, host name 0–255 characters),
 * else IllegalArgumentException.
 */
public record EdgeClaims(
        Instant issuedAt,
        String method,
        String rawPathAndQuery,
        BodyDigest body,
        EdgeProtocol protocol,
        String clientAddress,
        String hostName,
        ClientChain chain) {
    static final int LONGEST_METHOD = 16;
    static final int LONGEST_TARGET = 2048;
    static final int LONGEST_ADDRESS = 64;
    static final int LONGEST_HOST = 255;

    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    public EdgeClaims {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        require(isTime(issuedAt.getEpochSecond()), "issued-at");
        require(!method.isEmpty() && fits(method, LONGEST_METHOD), "method");
        require(rawPathAndQuery.startsWith("/") && fits(rawPathAndQuery, LONGEST_TARGET), "path and query");
        require(fits(clientAddress, LONGEST_ADDRESS), "client address");
        require(fits(hostName, LONGEST_HOST), "host name");
    }

    /** The longest path and query, in characters, that a header can be made for. */
    public static int longestTarget() {
        return LONGEST_TARGET;
    }

    /** The longest host name, in characters, that a header can be made for. */
    public static int longestHostName() {
        return LONGEST_HOST;
    }

    static boolean isTime(long epochSecond) {
        return epochSecond >= 0 && epochSecond <= LAST_SECOND;
    }

    private static boolean fits(String text, int longest) {
        return text.length() <= longest && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static void require(boolean holds, String part) {
        if (!holds) {
            throw new IllegalArgumentException("The edge header cannot carry this " + part);
        }
    }
}

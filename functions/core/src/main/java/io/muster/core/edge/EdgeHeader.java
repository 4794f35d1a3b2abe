package io.muster.core.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes and checks the header {@code x-muster-edge: v1.<keyId>.<payload>.<mac>} (seams 2).
 * The gateway signs, the app verifies; both hold the same {@link EdgeKeys}.
 */
public final class EdgeHeader {
    static final int LONGEST = 20 * 1024;
    static final Duration ACCEPTED_FOR = Duration.ofSeconds(60);
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final String VERSION = "v1";
    private static final int PARTS = 4;
    private static final Pattern DOT = Pattern.compile("[.]");
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final EdgeKeys keys;

    public EdgeHeader(EdgeKeys keys) {
        this.keys = keys;
    }

    /** The header's name, in lower case. */
    public static String name() {
        return "x-muster-edge";
    }

    /** The header's value for {@code claims}, at most 20 KB of ASCII. */
    public String sign(EdgeClaims claims) {
        EdgeKey key = keys.current();
        String signed = VERSION + '.' + key.id() + '.' + TO_TEXT.encodeToString(EdgePayload.encode(claims));
        return signed + '.' + macText(key, signed);
    }

    /**
     * Judges a header that came with a request. The request's parts are the raw ones the app received; the path may be
     * spelled otherwise than the gateway saw it, as the platform does. The body counts as empty when there is none.
     */
    public EdgeVerdict verify(String headerText, String method, String rawPathAndQuery, BodyDigest body, Instant now) {
        if (headerText.length() > LONGEST) {
            return new EdgeVerdict.Refused(EdgeRefusal.TOO_LONG);
        }
        List<String> parts = List.of(DOT.split(headerText, -1));
        if (parts.size() != PARTS) {
            return new EdgeVerdict.Refused(EdgeRefusal.MALFORMED);
        }
        if (!parts.get(0).equals(VERSION)) {
            return new EdgeVerdict.Refused(EdgeRefusal.UNKNOWN_VERSION);
        }
        Optional<EdgeKey> key = keys.byId(parts.get(1));
        if (key.isEmpty()) {
            return new EdgeVerdict.Refused(EdgeRefusal.UNKNOWN_KEY);
        }
        String signed = headerText.substring(0, headerText.lastIndexOf('.'));
        if (!sameText(macText(key.get(), signed), parts.get(3))) {
            return new EdgeVerdict.Refused(EdgeRefusal.WRONG_MAC);
        }
        return judge(parts.get(2), method, rawPathAndQuery, body, now);
    }

    private static EdgeVerdict judge(
            String payload, String method, String rawPathAndQuery, BodyDigest body, Instant now) {
        EdgeClaims claims;
        try {
            claims = EdgePayload.decode(Base64.getUrlDecoder().decode(payload));
        } catch (MalformedPayloadException e) {
            return new EdgeVerdict.Refused(e.reason());
        } catch (IllegalArgumentException e) {
            return new EdgeVerdict.Refused(EdgeRefusal.MALFORMED);
        }
        return mismatch(claims, method, rawPathAndQuery, body, now)
                .<EdgeVerdict>map(EdgeVerdict.Refused::new)
                .orElseGet(() -> new EdgeVerdict.Genuine(claims));
    }

    private static Optional<EdgeRefusal> mismatch(
            EdgeClaims claims, String method, String rawPathAndQuery, BodyDigest body, Instant now) {
        if (now.isBefore(claims.issuedAt().minus(SKEW))) {
            return Optional.of(EdgeRefusal.NOT_YET_VALID);
        }
        if (now.isAfter(claims.issuedAt().plus(ACCEPTED_FOR).plus(SKEW))) {
            return Optional.of(EdgeRefusal.EXPIRED);
        }
        if (!claims.method().equals(method)) {
            return Optional.of(EdgeRefusal.OTHER_METHOD);
        }
        if (!Target.of(claims.rawPathAndQuery()).equals(Target.of(rawPathAndQuery))) {
            return Optional.of(EdgeRefusal.OTHER_TARGET);
        }
        return claims.body().equals(body) ? Optional.empty() : Optional.of(EdgeRefusal.OTHER_BODY);
    }

    private static String macText(EdgeKey key, String signed) {
        // UTF-8, since ASCII would fold foreign characters into one byte before the mac sees them.
        return TO_TEXT.encodeToString(key.mac(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** Compares texts, not decoded bytes: base64 has several spellings for the same 32 bytes, we accept ours. */
    private static boolean sameText(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }
}

package io.muster.sample.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells questions of one's own provisioning service from those of anybody who found the address. */
final class SignatureCheck {
    /** How old a question may be, so that one overheard is of no use for long; clocks differ. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<byte[]> keys;
    private final InstantSource clock;

    /** @param keys Base64, joined by commas: while keys are rotated, the old one and the new one */
    SignatureCheck(String keys, InstantSource clock) {
        this.keys = new ArrayList<>();
        for (String key : keys.split(",", -1)) {
            this.keys.add(Base64.getDecoder().decode(key.strip()));
        }
        this.clock = clock;
    }

    /** @param headers with names in lower case */
    boolean accepts(Map<String, String> headers, String body) {
        String timestamp = headers.getOrDefault("x-muster-timestamp", "");
        if (!SECONDS.matcher(timestamp).matches() || !recent(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
            return false;
        }
        String signed = timestamp + "." + headers.getOrDefault("x-muster-operation-id", "") + "." + body;
        // One signature for each key that the service has: one that fits is enough.
        for (String signature : headers.getOrDefault("x-muster-signature", "").split(",", -1)) {
            for (byte[] key : keys) {
                if (equal(signature.strip(), "v1=" + hmac(key, signed))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean recent(Instant sent) {
        return Duration.between(sent, clock.instant()).abs().compareTo(OLDEST) <= 0;
    }

    /** In a time that tells nothing of where they differ. */
    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }
}

package io.muster.conformance.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shared access signatures, written from the rules and not with the service's own code (2.3 to 2.9). */
public final class Sas {
    private static final String ALGORITHM = "HmacSHA256";

    private Sas() {}

    /** A device's token, good for an hour. */
    public static String device(String idScope, String registrationId, String key) {
        return token(encode(idScope + "/registrations/" + registrationId), key, "registration", inAnHour());
    }

    /**
     * Any token.
     *
     * @param rawResource {@code sr} to the letter
     * @param policy {@code skn}, left out when empty
     */
    public static String token(String rawResource, String key, String policy, Instant expiry) {
        long seconds = expiry.getEpochSecond();
        return "SharedAccessSignature sr=" + rawResource + "&sig=" + encode(sign(rawResource, seconds, key)) + "&se="
                + seconds + (policy.isEmpty() ? "" : "&skn=" + policy);
    }

    /** The signature in Base64. */
    public static String sign(String rawResource, long expiry, String key) {
        byte[] text = (rawResource + "\n" + expiry).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(hmac(Base64.getDecoder().decode(key), text));
    }

    /** The key of a group's device. */
    public static String derive(String groupKey, String registrationId) {
        byte[] id = registrationId.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(hmac(Base64.getDecoder().decode(groupKey), id));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static Instant inAnHour() {
        return Instant.now().plusSeconds(3600);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.muster.core.testkit;

import io.muster.core.identity.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token as a client makes it, with nothing of the code under test in it.
 *
 * @param resource {@code sr} to the letter as it is signed and sent
 * @param expiry {@code se}
 * @param keyName {@code skn}; left out when empty
 */
public record Sas(String resource, Secret key, long expiry, Optional<String> keyName) {
    public static Sas of(String resource, Secret key, Instant expiry) {
        return new Sas(resource, key, expiry.getEpochSecond(), Optional.of("registration"));
    }

    public Sas keyName(String name) {
        return new Sas(resource, key, expiry, Optional.of(name));
    }

    public Sas withoutKeyName() {
        return new Sas(resource, key, expiry, Optional.empty());
    }

    /** Base64, not URL-encoded. */
    public String signature() {
        return Base64.getEncoder().encodeToString(hmac(key, resource + "\n" + expiry));
    }

    public String header() {
        return "SharedAccessSignature sr=" + resource + "&sig="
                + URLEncoder.encode(signature(), StandardCharsets.UTF_8) + "&se=" + expiry
                + keyName.map(name -> "&skn=" + name).orElse("");
    }

    static byte[] hmac(Secret key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

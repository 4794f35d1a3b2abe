package io.muster.fleet.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shared access policy's key, which signs a token for each call (2.3 to 2.9); its text form does not show it. */
final class SharedAccess implements Credential {
    private static final Duration LIFE = Duration.ofMinutes(20);
    private static final String ALGORITHM = "HmacSHA256";

    private final String host;
    private final String policy;
    private final SecretKeySpec key;

    private SharedAccess(String host, String policy, SecretKeySpec key) {
        this.host = host;
        this.policy = policy;
        this.key = key;
    }

    /** IllegalArgumentException for a key that is none. */
    static SharedAccess of(String host, String policy, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SharedAccessKey of the connection string is no Base64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("SharedAccessKey of the connection string is empty");
        }
        return new SharedAccess(host, policy, new SecretKeySpec(key, ALGORITHM));
    }

    @Override
    public String authorization(Instant now) {
        String resource = encoded(host);
        long expiry = now.plus(LIFE).getEpochSecond();
        String signature = Base64.getEncoder().encodeToString(sign(resource + "\n" + expiry));
        return "SharedAccessSignature sr=" + resource + "&sig=" + encoded(signature) + "&se=" + expiry + "&skn="
                + encoded(policy);
    }

    @Override
    public Optional<String> policy() {
        return Optional.of(policy);
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.muster.local.servicebus;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The namespace's shared access rule: its name and its key, which is never shown. */
public final class SasRule {
    private static final String ALGORITHM = "HmacSHA256";

    private final String name;
    private final String key;

    public SasRule(String name, String key) {
        if (name.isBlank() || key.isBlank() || (name + key).contains(";")) {
            throw new IllegalArgumentException("The rule needs a name and a key without semicolons");
        }
        this.name = name;
        this.key = key;
    }

    /** The connection string for a broker on this port; it holds the key. */
    public String connectionString(int port) {
        return "Endpoint=sb://127.0.0.1:" + port + ";SharedAccessKeyName=" + name + ";SharedAccessKey=" + key
                + ";UseDevelopmentEmulator=true;";
    }

    boolean accepts(SasToken token, Instant now) {
        return token.keyName().equals(name)
                && token.expiry().isAfter(now)
                && MessageDigest.isEqual(sign(token.signedText()), token.signature());
    }

    // The key's characters are the HMAC key as they stand; they are not base64-decoded first.
    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JRE has " + ALGORITHM, e);
        }
    }
}

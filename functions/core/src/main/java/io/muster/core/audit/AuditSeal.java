package io.muster.core.audit;

import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks the mac of an entry's hash: HMAC-SHA-256 under the service's secret. */
public final class AuditSeal {
    private static final String ALGORITHM = "HmacSHA256";
    /** Apart from all else that is derived from the same secret. */
    private static final String PURPOSE = "muster audit 1\n";

    private final Supplier<Secret> secret;

    public AuditSeal(Supplier<Secret> secret) {
        this.secret = secret;
    }

    AuditRecord seal(AuditEntry entry) {
        String hash = entry.hash();
        return new AuditRecord(entry, hash, mac(hash));
    }

    boolean holds(AuditRecord kept) {
        return MessageDigest.isEqual(
                mac(kept.hash()).getBytes(StandardCharsets.UTF_8), kept.mac().getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.get().reveal(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((PURPOSE + hash).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

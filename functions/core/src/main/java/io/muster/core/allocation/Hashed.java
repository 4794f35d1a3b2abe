package io.muster.core.allocation;

import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.RegistrationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Weighted rendezvous hashing (3.3): each hub draws a score from the device's id and its own name, the highest wins.
 * Adding or removing a hub moves only the devices that hub gains or loses.
 */
final class Hashed {
    private Hashed() {}

    static Optional<LinkedHub> choose(RegistrationId id, List<LinkedHub> hubs) {
        return hubs.stream()
                .max(Comparator.<LinkedHub>comparingDouble(hub -> score(id, hub))
                        .thenComparing(hub -> hub.host().name()));
    }

    /** weight / -ln(u) with u uniform in (0, 1): the share of wins is then proportional to the weight. */
    private static double score(RegistrationId id, LinkedHub hub) {
        long bits =
                ByteBuffer.wrap(sha256(id.folded() + "\n" + hub.host().name())).getLong() >>> 12;
        double uniform = (bits + 0.5) / (1L << 52);
        return hub.weight() / -Math.log(uniform);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }
}

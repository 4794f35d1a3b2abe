package io.muster.azure.iothub;

import io.muster.core.attestation.HmacSha256;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.HubHost;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SAS tokens of shared access policies, one a hub: signed for that hub's name, so of no use to another (3.11). */
final class SharedAccessTokens {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<HubHost, Signed> cache = new ConcurrentHashMap<>();

    SharedAccessTokens(Clock clock) {
        this.clock = clock;
    }

    private record Signed(SharedAccessKey with, String token, Instant renewAt) {}

    String token(LinkedHub hub, SharedAccessKey access) {
        Instant now = clock.instant();
        Signed cached = cache.get(hub.host());
        if (cached != null && cached.with().equals(access) && now.isBefore(cached.renewAt())) {
            return cached.token();
        }
        Instant end = now.plus(LIFETIME);
        String token = sign(hub.host(), access, end.getEpochSecond());
        cache.put(hub.host(), new Signed(access, token, end.minus(RENEW_BEFORE_END)));
        return token;
    }

    private static String sign(HubHost host, SharedAccessKey access, long expiry) {
        String resource = encode(host.name());
        byte[] signature = HmacSha256.of(access.key(), resource + "\n" + expiry);
        return "SharedAccessSignature sr=" + resource + "&sig="
                + encode(Base64.getEncoder().encodeToString(signature)) + "&se=" + expiry + "&skn="
                + encode(access.policyName());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.muster.bench;

import io.muster.core.attestation.HmacSha256;
import io.muster.core.identity.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** SAS tokens that outlive the benchmark, made as the vendor's clients make them. */
public final class SharedAccess {
    private static final Duration LIFETIME = Duration.ofHours(2);

    private SharedAccess() {}

    public static String token(String resource, Secret key, String keyName) {
        String encoded = URLEncoder.encode(resource, StandardCharsets.UTF_8);
        long expiry = Instant.now().plus(LIFETIME).getEpochSecond();
        String signature = Base64.getEncoder().encodeToString(HmacSha256.of(key, encoded + "\n" + expiry));
        return "SharedAccessSignature sr=" + encoded + "&sig=" + URLEncoder.encode(signature, StandardCharsets.UTF_8)
                + "&se=" + expiry + "&skn=" + keyName;
    }

    /** {@code key=value;…}, as hubs, tables and services spell their connection strings. */
    static Map<String, String> parts(String connectionString) {
        return Arrays.stream(connectionString.split(";", -1))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')), part -> part.substring(part.indexOf('=') + 1)));
    }

    /** For the host and policy that a connection string names. */
    static String token(Map<String, String> connection) {
        return token(
                connection.getOrDefault("HostName", ""),
                Secret.fromBase64(connection.getOrDefault("SharedAccessKey", "")),
                connection.getOrDefault("SharedAccessKeyName", ""));
    }
}

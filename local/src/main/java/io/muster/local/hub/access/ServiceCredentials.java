package io.muster.local.hub.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hub's shared access policies, and the one bearer token that stands in for a managed identity. */
public final class ServiceCredentials {

    private static final String BEARER = "Bearer ";

    private final Map<String, SymmetricKey> policies;
    private final String bearer;

    private ServiceCredentials(Map<String, SymmetricKey> policies, String bearer) {
        this.policies = policies;
        this.bearer = bearer;
    }

    /**
     * Reads the settings.
     *
     * @param policies JSON {@code [{"keyName","key"}]}, keys in base64; empty for none
     * @param bearer the accepted token, empty for none
     * @throws IllegalArgumentException if the JSON or a key is malformed; the text never shows a key
     */
    public static ServiceCredentials parse(String policies, String bearer) {
        Map<String, SymmetricKey> byName = new LinkedHashMap<>();
        for (JsonNode policy : read(policies.isBlank() ? "[]" : policies)) {
            String name = policy.path("keyName").asText();
            SymmetricKey key = SymmetricKey.parse(policy.path("key").asText())
                    .orElseThrow(() -> new IllegalArgumentException("Policy " + name + " needs a base64 key"));
            if (name.isEmpty() || byName.put(name, key) != null) {
                throw new IllegalArgumentException("Every policy needs a keyName of its own");
            }
        }
        return new ServiceCredentials(Map.copyOf(byName), bearer);
    }

    /** Whether an Authorization header opens {@code path} (percent-decoded) of the hub now. */
    public boolean allow(String authorization, String host, String path, Instant now) {
        if (authorization.startsWith(BEARER)) {
            return !bearer.isEmpty() && equalTexts(authorization.substring(BEARER.length()), bearer);
        }
        return SasToken.parse(authorization)
                .filter(token -> now.isBefore(token.expiresAt()) && token.covers(host, path))
                .map(token -> {
                    SymmetricKey key = policies.get(token.keyName());
                    return key != null && token.isSignedBy(key);
                })
                .orElse(false);
    }

    private static boolean equalTexts(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String policies) {
        try {
            JsonNode json = new ObjectMapper().readTree(policies);
            if (json.isArray()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // The cause quotes its source, and the source holds keys, so it is left behind.
            throw new IllegalArgumentException("The policies are not JSON");
        }
        throw new IllegalArgumentException("The policies are not a JSON array");
    }
}

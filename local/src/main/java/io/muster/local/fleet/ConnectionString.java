package io.muster.local.fleet;

import io.muster.local.hub.access.SymmetricKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A service and the policy it is called under, {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}. An
 * {@code Endpoint=https://address:port} says where else to find it. Its text form has no key.
 */
record ConnectionString(String host, String policy, SymmetricKey key, URI endpoint) {
    private static final Set<String> MEMBERS = Set.of("HostName", "SharedAccessKeyName", "SharedAccessKey", "Endpoint");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}");
    private static final Duration LIFE = Duration.ofHours(1);

    /** Throws {@link IllegalArgumentException} that names the member at fault and quotes nothing of it. */
    static ConnectionString parse(String text) {
        Map<String, String> members = members(text);
        String host = required(members, "HostName");
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("HostName of the connection string is no host name");
        }
        String policy = required(members, "SharedAccessKeyName");
        SymmetricKey key = SymmetricKey.parse(required(members, "SharedAccessKey"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "SharedAccessKey of the connection string is no Base64 of 16 to 64 bytes"));
        return new ConnectionString(host, policy, key, endpoint(members.getOrDefault("Endpoint", "https://" + host)));
    }

    /** A token for every call under this policy (2.3 to 2.9). */
    String authorization(Instant now) {
        String resource = encoded(host);
        long expiry = now.plus(LIFE).getEpochSecond();
        String signature = Base64.getEncoder().encodeToString(key.sign(resource + "\n" + expiry));
        return "SharedAccessSignature sr=" + resource + "&sig=" + encoded(signature) + "&se=" + expiry + "&skn="
                + encoded(policy);
    }

    private static Map<String, String> members(String text) {
        Map<String, String> members = new HashMap<>();
        for (String part : text.strip().split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals);
            boolean known = MEMBERS.contains(name);
            if (!part.isEmpty() && (!known || members.put(name, part.substring(equals + 1)) != null)) {
                throw new IllegalArgumentException("A connection string is HostName=…;SharedAccessKeyName=…;"
                        + "SharedAccessKey=… and perhaps ;Endpoint=https://…, each once");
            }
        }
        return members;
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The connection string has no " + name);
        }
        return value;
    }

    /** Tokens open every door of the service, so they go over TLS, or stay on this machine. */
    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean secure = "https".equals(uri.getScheme());
            boolean local =
                    "http".equals(uri.getScheme()) && LOOPBACK.matcher(host).matches();
            if (uri.getHost() != null && (secure || local) && uri.getRawPath().isEmpty() && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Endpoint of the connection string is no URL", e);
        }
        throw new IllegalArgumentException(
                "Endpoint of the connection string must be https://host[:port]; http on loopback only");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

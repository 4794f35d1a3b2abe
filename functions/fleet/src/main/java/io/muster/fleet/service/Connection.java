package io.muster.fleet.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The service that is called, and in whose name.
 *
 * @param host the name the service goes by, whose first label is the resource's name
 * @param endpoint where it is reached
 */
public record Connection(String host, URI endpoint, Credential credential) {
    private static final Set<String> MEMBERS = Set.of("HostName", "SharedAccessKeyName", "SharedAccessKey", "Endpoint");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}");

    /**
     * Reads {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}, perhaps with {@code Endpoint=https://address:port};
     * IllegalArgumentException that names the member at fault and quotes nothing of it.
     */
    public static Connection parse(String text) {
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
        String host = host(required(members, "HostName"));
        return new Connection(
                host,
                endpoint(members.getOrDefault("Endpoint", "https://" + host)),
                SharedAccess.of(host, required(members, "SharedAccessKeyName"), required(members, "SharedAccessKey")));
    }

    /** With a token of the directory. */
    public static Connection of(String host, String endpoint, String token) {
        return new Connection(host(host), endpoint(endpoint), new Bearer(token));
    }

    /** The name of the service as a resource. */
    String service() {
        return host.split("\\.", 2)[0];
    }

    private static String host(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("The service's host name is no host name");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The connection string has no " + name);
        }
        return value;
    }

    /** Credentials open every door of the service, so they go over TLS, or stay on this machine. */
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
            // Its message quotes the text: the one below says enough.
        }
        throw new IllegalArgumentException("The service's endpoint must be https://host[:port]; http on loopback only");
    }
}

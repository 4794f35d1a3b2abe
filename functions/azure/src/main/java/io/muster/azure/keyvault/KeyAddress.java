package io.muster.azure.keyvault;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a key lives: {@code https://vault/keys/name[/version]}.
 *
 * @param id the whole address, as the vault names the key
 * @param vault scheme and authority, lower case
 * @param versioned whether it names one version; without, the vault takes the newest
 */
record KeyAddress(String id, String vault, boolean versioned) {
    private static final Pattern PATH = Pattern.compile("/keys/[0-9A-Za-z-]{1,127}(/[0-9A-Za-z]{1,64})?/?");

    /** Throws IllegalArgumentException when it is no such address. */
    static KeyAddress parse(String text) {
        URI uri = URI.create(text);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a key's address must be https://vault/keys/name");
        }
        if (!PATH.matcher(uri.getRawPath()).matches() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a key's address must have the path /keys/name or /keys/name/version");
        }
        String vault = "https://" + uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath().replaceAll("/$", "");
        return new KeyAddress(
                vault + path, vault, path.chars().filter(c -> c == '/').count() == 3);
    }
}

package io.muster.core.webhook;

import io.muster.core.attestation.HmacSha256;
import io.muster.core.identity.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys that questions are signed with: each signs, so that a webhook that knows the old or the new one believes them. */
public final class WebhookKeys {
    /** Questions go out unsigned. */
    public static final WebhookKeys NONE = new WebhookKeys(List.of());

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final int MOST = 2;
    private static final int SHORTEST = 32;

    private final List<Secret> keys;

    private WebhookKeys(List<Secret> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Reads {@code id:base64[,id:base64]}; IllegalArgumentException naming the first fault by position, never by content. */
    public static WebhookKeys parse(String text) {
        String[] entries = text.split(",", -1);
        if (entries.length > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " keys");
        }
        List<Secret> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.length; i++) {
            String entry = entries[i].strip();
            int colon = entry.indexOf(':');
            String id = colon < 0 ? "" : entry.substring(0, colon);
            if (!ID.matcher(id).matches() || !ids.add(id)) {
                throw new IllegalArgumentException("key " + (i + 1)
                        + " does not start with an id of its own (1 to 16 letters, digits, - or _) and a colon");
            }
            keys.add(key(entry.substring(colon + 1), i + 1));
        }
        return new WebhookKeys(keys);
    }

    private static Secret key(String base64, int number) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Its message quotes a character of the key.
            throw new IllegalArgumentException("key " + number + " is not base64");
        }
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("key " + number + " has fewer than " + SHORTEST + " bytes");
        }
        return Secret.of(bytes);
    }

    public boolean none() {
        return keys.isEmpty();
    }

    /** The header's value: for each key {@code v1=} and HMAC-SHA-256 in hex over {@code timestamp.operation.body}. */
    public String sign(String timestamp, String operation, String body) {
        String signed = timestamp + "." + operation + "." + body;
        return keys.stream()
                .map(key -> "v1=" + HexFormat.of().formatHex(HmacSha256.of(key, signed)))
                .collect(Collectors.joining(","));
    }
}

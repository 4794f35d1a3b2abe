package io.muster.local.servicebus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A shared access signature as it stands in a put-token request, parsed but not yet checked. */
final class SasToken {
    private static final String SCHEME = "SharedAccessSignature ";
    private static final int LONGEST = 4096;

    private final String resource;
    private final String expiryText;
    private final String keyName;
    private final byte[] signature;

    private SasToken(Map<String, String> fields) {
        resource = required(fields, "sr");
        expiryText = required(fields, "se");
        keyName = decoded(required(fields, "skn"));
        signature = Base64.getDecoder().decode(decoded(required(fields, "sig")));
        if (!expiryText.matches("\\d{1,12}")) {
            throw new IllegalArgumentException("The expiry is not a number of seconds");
        }
    }

    /** Empty for anything that is not a whole token: missing, repeated or undecodable fields. */
    static Optional<SasToken> parse(String text) {
        if (!text.startsWith(SCHEME) || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SasToken(fields(text.substring(SCHEME.length()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The entity the token speaks for. */
    EntityPath entity() {
        return EntityPath.ofUri(decoded(resource));
    }

    String keyName() {
        return keyName;
    }

    Instant expiry() {
        return Instant.ofEpochSecond(Long.parseLong(expiryText));
    }

    /** What the signature covers: the resource and the expiry exactly as sent, still percent-encoded. */
    String signedText() {
        return resource + "\n" + expiryText;
    }

    byte[] signature() {
        return signature.clone();
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals < 0 || fields.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("A field without value or twice");
            }
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("The field " + name + " is missing"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

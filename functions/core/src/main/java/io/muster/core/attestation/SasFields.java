package io.muster.core.attestation;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Splits a token's text into its four fields, each at most once; an unknown one is refused. */
final class SasFields {
    private static final String SCHEME = "sharedaccesssignature ";
    private static final int MAX_LENGTH = 2048;
    private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,11}");

    private final Map<String, String> values = new HashMap<>();

    private SasFields() {}

    static SasFields read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("SAS token is longer than " + MAX_LENGTH + " characters");
        }
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new IllegalArgumentException("SAS token must start with SharedAccessSignature");
        }
        SasFields fields = new SasFields();
        for (String part : text.substring(SCHEME.length()).strip().split("&", -1)) {
            fields.add(part);
        }
        return fields;
    }

    private void add(String part) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("SAS token must be name=value pairs joined by &");
        }
        String name = part.substring(0, equals);
        switch (name) {
            case "sr", "sig", "se", "skn" -> {
                if (values.put(name, part.substring(equals + 1)) != null) {
                    throw new IllegalArgumentException("SAS field " + name + " occurs twice");
                }
            }
            default -> throw new IllegalArgumentException("SAS token holds a field other than sr, sig, se and skn");
        }
    }

    SasToken token() {
        String raw = required("sr");
        String keyName = values.getOrDefault("skn", "");
        return new SasToken(
                raw,
                SasToken.decode("sr", raw),
                signature(required("sig")),
                expiry(required("se")),
                keyName.isEmpty() ? Optional.empty() : Optional.of(SasToken.decode("skn", keyName)));
    }

    private String required(String name) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("SAS field " + name + " is missing");
        }
        return value;
    }

    private static SasToken.Signature signature(String text) {
        // A form decoder reads a bare + as a space; some clients leave it bare.
        String base64 = SasToken.decode("sig", text).replace(' ', '+');
        try {
            return new SasToken.Signature(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SAS field sig is not Base64");
        }
    }

    private static Instant expiry(String text) {
        if (!SECONDS.matcher(text).matches()) {
            throw new IllegalArgumentException("SAS field se must be whole seconds since 1970");
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }
}

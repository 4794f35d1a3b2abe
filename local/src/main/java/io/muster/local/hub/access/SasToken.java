package io.muster.local.hub.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A shared access signature, taken apart but not yet believed. */
public final class SasToken {

    private static final String SCHEME = "SharedAccessSignature ";
    private static final int LONGEST = 4096;
    private static final int SIGNATURE_BYTES = 32;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final String resource;
    private final String decodedResource;
    private final byte[] signature;
    private final String expiry;
    private final String keyName;

    private SasToken(String resource, String decodedResource, byte[] signature, String expiry, String keyName) {
        this.resource = resource;
        this.decodedResource = decodedResource;
        this.signature = signature;
        this.expiry = expiry;
        this.keyName = keyName;
    }

    /** Reads a token; empty when a field is missing, given twice or malformed. The order of fields is free. */
    public static Optional<SasToken> parse(String text) {
        if (text.length() > LONGEST || !text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(SCHEME.length()).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals < 1 || fields.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return fromFields(fields);
    }

    private static Optional<SasToken> fromFields(Map<String, String> fields) {
        String resource = fields.getOrDefault("sr", "");
        String expiry = fields.getOrDefault("se", "");
        Optional<String> decoded = PercentText.decode(resource);
        Optional<byte[]> signature =
                PercentText.decode(fields.getOrDefault("sig", "")).flatMap(SasToken::signature);
        Optional<String> keyName = PercentText.decode(fields.getOrDefault("skn", ""));
        if (resource.isEmpty()
                || decoded.isEmpty()
                || signature.isEmpty()
                || keyName.isEmpty()
                || !SECONDS.matcher(expiry).matches()) {
            return Optional.empty();
        }
        return Optional.of(new SasToken(resource, decoded.get(), signature.get(), expiry, keyName.get()));
    }

    private static Optional<byte[]> signature(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == SIGNATURE_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The policy the token names, empty when it names none. */
    public String keyName() {
        return keyName;
    }

    /** When the token ends. */
    public Instant expiresAt() {
        return Instant.ofEpochSecond(Long.parseLong(expiry));
    }

    /** Whether the key made the signature, over {@code sr} exactly as it was sent (behaviour 2.5). */
    public boolean isSignedBy(SymmetricKey key) {
        return MessageDigest.isEqual(signature, key.sign(resource + "\n" + expiry));
    }

    /** Whether the token is for this device alone; ids keep their case, hosts do not. */
    public boolean isForDevice(String host, String deviceId) {
        // The SDKs differ in whether they encode the id before they encode the whole resource.
        return isDevice(decodedResource, host, deviceId)
                || PercentText.decode(decodedResource)
                        .map(twice -> isDevice(twice, host, deviceId))
                        .orElse(false);
    }

    /** Whether the token's resource is the host or a path at or above {@code path} on it. */
    public boolean covers(String host, String path) {
        String wanted = (host + path).toLowerCase(Locale.ROOT);
        String given = decodedResource.toLowerCase(Locale.ROOT);
        return wanted.equals(given) || wanted.startsWith(given.endsWith("/") ? given : given + "/");
    }

    private static boolean isDevice(String resource, String host, String deviceId) {
        int slash = resource.indexOf('/');
        return slash > 0
                && resource.substring(0, slash).equalsIgnoreCase(host)
                && resource.substring(slash).equals("/devices/" + deviceId);
    }

    @Override
    public String toString() {
        return "SasToken[" + resource + "]";
    }
}

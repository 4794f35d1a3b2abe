package io.muster.core.edge;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mac keys that gateway and app share: the first signs, all verify, so that a key can be replaced
 * while both sides run (seams 2). Text form {@code id:base64,id2:base64}; keys of at least 32 bytes.
 */
public final class EdgeKeys {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final int MOST_KEYS = 4;

    private final EdgeKey current;
    private final Map<String, EdgeKey> byId;

    private EdgeKeys(EdgeKey current, Map<String, EdgeKey> byId) {
        this.current = current;
        this.byId = byId;
    }

    /** Reads the text form; throws IllegalArgumentException naming every fault by position, never by content. */
    public static EdgeKeys parse(String text) {
        String[] entries = text.split(",", -1);
        List<String> faults = new ArrayList<>();
        Map<String, EdgeKey> keys = new LinkedHashMap<>();
        if (entries.length > MOST_KEYS) {
            faults.add("more than " + MOST_KEYS + " keys");
        }
        for (int i = 0; i < Math.min(entries.length, MOST_KEYS); i++) {
            read(entries[i].strip(), "key " + (i + 1), keys, faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Edge keys: " + String.join("; ", faults));
        }
        return new EdgeKeys(keys.values().iterator().next(), Map.copyOf(keys));
    }

    private static void read(String entry, String place, Map<String, EdgeKey> keys, List<String> faults) {
        int colon = entry.indexOf(':');
        String id = colon < 0 ? "" : entry.substring(0, colon);
        if (!ID.matcher(id).matches()) {
            faults.add(place + " does not start with an id (1 to 16 letters, digits, - or _) and a colon");
            return;
        }
        Optional<byte[]> bytes = base64(entry.substring(colon + 1));
        if (bytes.isEmpty()) {
            faults.add(place + " is not base64");
        } else if (bytes.get().length < EdgeKey.SHORTEST) {
            faults.add(place + " has fewer than " + EdgeKey.SHORTEST + " bytes");
        } else if (keys.putIfAbsent(id, new EdgeKey(id, bytes.get())) != null) {
            faults.add(place + " repeats an id");
        }
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    EdgeKey current() {
        return current;
    }

    Optional<EdgeKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}

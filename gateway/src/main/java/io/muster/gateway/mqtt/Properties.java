package io.muster.gateway.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code name=value&name=value}, perhaps after a question mark; values stay as they were sent, the first of a name counts. */
final class Properties {
    private final Map<String, String> values;

    private Properties(Map<String, String> values) {
        this.values = values;
    }

    static Properties parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String property : (text.startsWith("?") ? text.substring(1) : text).split("&", -1)) {
            int equals = property.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(property.substring(0, equals), property.substring(equals + 1));
            }
        }
        return new Properties(values);
    }

    /** The value of a name, unless it is missing or empty. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
}
